/** What the decisions of bpmn/*.dmn answer, told once for any engine. */
import { expect } from 'chai'
import type { Json, Variables } from '../../src/engine/port.ts'
import { modelResources, type Bench } from './model-run.ts'

const four = ['unit-legal-officer', 'department-head', 'legal-section', 'deputy-director']

export function decisionStories(open: () => Promise<Bench>): void {
  let bench: Bench

  before(async () => {
    bench = await open()
    await bench.engine.deploy(await modelResources())
  })
  after(() => bench?.close())

  const decide = async (decision: string, variables: Variables) => {
    const { output, failure } = await bench.engine.evaluateDecision(decision, variables)
    expect(failure?.message ?? '').to.equal('')
    return output as { [name: string]: Json }
  }

  describe('approval-route', () => {
    const roles = async (variables: Variables) => {
      const route = await decide('approval-route', {
        procedure: 'ordinary',
        fineFen: 0,
        partyKind: 'citizen',
        departmentId: 'street-1',
        bigCase: false,
        ...variables,
      })
      return (route as unknown as { role: string }[]).map(({ role }) => role)
    }

    for (const [stage, subject] of [
      ['entry', 'clue-registration'],
      ['filing', 'case-filing-approval'],
      ['investigation', 'investigation-report'],
      ['decision', 'advance-notice'],
      ['decision', 'penalty-decision'],
      ['closing', 'closing-report'],
    ] as const) {
      it(`${subject} passes the four tiers`, async () => {
        expect(await roles({ stage, subject })).to.deep.equal(four)
      })
    }

    it('a hearing’s notice is the deputy director’s, who designates the host (PL 64)', async () => {
      expect(await roles({ stage: 'hearing', subject: 'hearing-notice' })).to.deep.equal(['deputy-director'])
    })

    it('a correction order is the department head’s', async () => {
      expect(await roles({ stage: 'investigation', subject: 'correction-order' })).to.deep.equal([
        'department-head',
      ])
      expect(
        await roles({ stage: 'investigation', subject: 'correction-order', bigCase: true }),
      ).to.deep.equal(['department-head'])
    })

    it('a measure passes the four tiers; advance registration and its disposal are the head of the organ’s', async () => {
      for (const subject of ['property-measure', 'measure-extension', 'measure-release'])
        expect(await roles({ stage: 'property', subject })).to.deep.equal(four)
      for (const subject of ['advance-registration', 'advance-registration-disposal'])
        expect(await roles({ stage: 'property', subject })).to.deep.equal(['director'])
    })

    it('what goes to the police is the head of the organ’s, after the four tiers', async () => {
      expect(await roles({ stage: 'side-flow', subject: 'criminal-transfer' })).to.deep.equal([
        ...four,
        'director',
      ])
    })

    it('a big case adds the director to the report, the board and the director to notice and decision', async () => {
      expect(
        await roles({ stage: 'investigation', subject: 'investigation-report', bigCase: true }),
      ).to.deep.equal([...four, 'director'])
      expect(await roles({ stage: 'decision', subject: 'penalty-decision', bigCase: true })).to.deep.equal([
        ...four,
        'board',
        'director',
      ])
      expect(await roles({ stage: 'closing', subject: 'closing-report', bigCase: true })).to.deep.equal(four)
    })

    it('says all that a tier needs', async () => {
      const route = await decide('approval-route', {
        procedure: 'ordinary',
        stage: 'filing',
        subject: 'x',
        fineFen: 0,
        partyKind: 'citizen',
        departmentId: 'd',
        bigCase: false,
      })
      expect((route as unknown as Json[])[0]).to.deep.equal({
        tier: '法制员',
        role: 'unit-legal-officer',
        scope: 'department',
        mode: 'one',
        quorum: 1,
        limitWorkdays: 2,
        mayReturnTo: 'any',
        samePerson: 'exclude',
      })
    })
  })

  describe('discretion', () => {
    const tier = async (variables: Variables) =>
      (
        await decide('discretion', {
          ageBand: 'adult',
          repeatCount: 0,
          firstViolation: true,
          harm: 'slight',
          corrected: false,
          cooperative: true,
          ...variables,
        })
      )['tier']

    it('a child is not penalised (PL 30)', async () =>
      expect(await tier({ ageBand: 'child', harm: 'serious' })).to.equal('none'))
    it('a first act without harm that is corrected may go unpenalised (PL 33)', async () =>
      expect(await tier({ harm: 'none', corrected: true })).to.equal('exempt'))
    it('a first act that is corrected is slight (PL 32)', async () =>
      expect(await tier({ corrected: true })).to.equal('slight'))
    it('a minor is slight (PL 30)', async () => expect(await tier({ ageBand: 'minor' })).to.equal('slight'))
    it('a minor who did serious harm is not', async () =>
      expect(await tier({ ageBand: 'minor', harm: 'serious' })).to.equal('severe'))
    it('otherwise it is ordinary', async () => expect(await tier({})).to.equal('ordinary'))
    it('a second time is grave, a third time and more is severe, corrected or not: earlier times are counted (data/discretion.yaml)', async () => {
      for (const corrected of [true, false]) {
        const tiers: unknown[] = []
        for (const repeatCount of [0, 1, 2, 3])
          tiers.push(await tier({ repeatCount, firstViolation: repeatCount === 0, corrected }))
        expect(tiers).to.deep.equal([corrected ? 'slight' : 'ordinary', 'grave', 'severe', 'severe'])
      }
    })
    it('no second one goes unpenalised, however long ago the months of repetition ended (PL 33)', async () =>
      expect(await tier({ firstViolation: false, harm: 'none', corrected: true })).to.equal('slight'))
    it('a minor who does it again is slight (PL 30)', async () =>
      expect(await tier({ ageBand: 'minor', repeatCount: 1, firstViolation: false })).to.equal('slight'))

    it('says the tier and its article, and nothing of names and ranges', async () => {
      expect(
        await decide('discretion', {
          ageBand: 'adult',
          repeatCount: 0,
          firstViolation: false,
          harm: 'slight',
          corrected: false,
          cooperative: true,
        }),
      ).to.deep.equal({
        tier: 'ordinary',
        basis: '行政处罚法 第三十四条',
      })
    })
  })

  describe('case-procedure', () => {
    const procedure = (variables: Variables) =>
      decide('case-procedure', {
        factsCertain: false,
        partyKind: 'citizen',
        fineFen: 30_000,
        heavyPenalty: false,
        complexCase: false,
        outsideRange: false,
        ...variables,
      })
    const answer = (
      procedure: string,
      hearingRequired: boolean,
      collectiveDiscussion: boolean,
      legalReviewRequired: boolean,
    ) => ({
      procedure,
      hearingRequired,
      collectiveDiscussion,
      legalReviewRequired,
    })

    it('ordinary, with legal review (PL 58)', async () =>
      expect(await procedure({})).to.deep.equal(answer('ordinary', false, false, true)))
    it('summary up to 200 yuan for a citizen (PL 51)', async () => {
      expect(await procedure({ factsCertain: true, fineFen: 20_000 })).to.deep.equal(
        answer('summary', false, false, false),
      )
      expect((await procedure({ factsCertain: true, fineFen: 20_001 }))['procedure']).to.equal('ordinary')
    })
    it('summary up to 3,000 yuan for an organisation (PL 51)', async () => {
      expect(
        (await procedure({ factsCertain: true, partyKind: 'organisation', fineFen: 300_000 }))['procedure'],
      ).to.equal('summary')
      expect(
        (await procedure({ factsCertain: true, partyKind: 'organisation', fineFen: 300_001 }))['procedure'],
      ).to.equal('ordinary')
    })
    it('a large fine or another heavy penalty has a hearing (PL 63)', async () => {
      const heavy = answer('ordinary', true, true, true)
      expect(await procedure({ fineFen: 1_000_000 })).to.deep.equal(heavy)
      expect(await procedure({ partyKind: 'organisation', fineFen: 10_000_000 })).to.deep.equal(heavy)
      expect(await procedure({ heavyPenalty: true })).to.deep.equal(heavy)
    })
    it('a complex case, or a proposal outside the range, is discussed (PL 57, 34)', async () => {
      expect(await procedure({ complexCase: true })).to.deep.equal(answer('ordinary', false, true, true))
      expect(await procedure({ outsideRange: true })).to.deep.equal(answer('ordinary', false, true, true))
    })
  })
}
