/** Four databases with something in each: a party that was punished and is on file twice, a violation of two versions, a law with a text, a file of an officer. */
import { legalDay } from '../../src/platform/clock.ts'
import { citizen } from '../cases/ordinary-forms.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'

/** @param party who has the case. @returns its id. */
export async function furnishRegisters(
  bureau: WholeBureau,
  caseId: string,
  party: typeof citizen = citizen,
): Promise<string> {
  const partyId = await furnishParties(bureau, caseId, party)
  await furnishViolations(bureau)
  await furnishLaws(bureau)
  await furnishFile(bureau)
  return partyId
}

async function furnishParties(bureau: WholeBureau, caseId: string, person: typeof citizen): Promise<string> {
  const lead = await bureau.actor('squad-01-officer-1')
  return bureau.database.write(async (tx) => {
    const { party } = await bureau.parties.findOrCreate(tx, lead, person)
    await bureau.parties.addRecord(tx, lead, {
      partyId: party.id,
      violationCode: 'SR-001',
      decidedOn: legalDay(bureau.clock.now() - 30 * 86_400_000),
      fineFen: 50_000,
      caseId,
    })
    const { kind, name, address } = person
    await bureau.parties.findOrCreate(tx, lead, { kind, name, address })
    const firm = await bureau.parties.findOrCreate(tx, lead, {
      kind: 'organisation',
      name: '示例县青禾餐饮店',
    })
    await bureau.parties.relate(tx, lead, {
      kind: 'operator-of',
      partyId: party.id,
      otherId: firm.party.id,
      fromOn: '2024-03-01',
    })
    return party.id
  })
}

/** HB-004 with a second version that is confirmed, and counts from a later day on. */
async function furnishViolations(bureau: WholeBureau): Promise<void> {
  const [writer, confirmer] = [await bureau.actor('legal-rules-1'), await bureau.actor('legal-rules-2')]
  const now = await bureau.violations.get('HB-004', legalDay(bureau.clock.now()))
  const [duty, penalty] = now.provisions
  await bureau.database.write(async (tx) => {
    const draft = await bureau.violations.drafts.create(tx, writer, 'HB-004', {
      ...now,
      duty: duty!.reference,
      penalty: penalty!.reference,
      fineMaxFen: 300_000,
      tiers: null,
      documents: null,
      evidence: null,
      effectiveFrom: '2099-01-01',
    })
    await bureau.violations.drafts.confirm(tx, confirmer, draft.id, draft.revision)
  })
}

/** An invented law with a text in force, and one that comes after it. */
async function furnishLaws(bureau: WholeBureau): Promise<void> {
  const [writer, confirmer] = [await bureau.actor('legal-rules-1'), await bureau.actor('legal-rules-2')]
  const name = '纸灯条例'
  const text = (effectiveFrom: string, words: string) => ({
    format: 'text' as const,
    source: Buffer.from(words),
    promulgatedBy: '示例县人民代表大会常务委员会',
    promulgatedOn: '2025-11-01',
    effectiveFrom,
    decisions: [],
  })
  await bureau.database.write((tx) =>
    bureau.laws.library.add(tx, writer, { name, title: '示例县纸灯管理条例', level: 'local-regulation' }),
  )
  for (const [day, words] of [
    [
      '2026-01-01',
      '第一章　总则\n第一条　为了纸灯安全，制定本条例。\n第二章　悬挂\n第二条　纸灯不得随意悬挂。\n在树上悬挂纸灯的，应当距地面二米以上。',
    ],
    [
      '2099-01-01',
      '第一章　总则\n第一条　为了纸灯安全，制定本条例。\n第二章　悬挂\n第二条　纸灯不得随意悬挂。\n第三条　纸灯应当在夜间点亮。',
    ],
  ] as const)
    await bureau.database.write(async (tx) => {
      const version = await bureau.laws.library.importText(tx, writer, name, text(day, words))
      await bureau.laws.library.confirmVersion(tx, confirmer, version.id)
    })
  await bureau.database.write((tx) =>
    bureau.laws.proposeProvision(tx, writer, '大气污染防治法#119', '与公布的文本核对'),
  )
  await bureau.database.write((tx) => bureau.laws.confirmProvision(tx, confirmer, '大气污染防治法#119'))
}

async function furnishFile(bureau: WholeBureau): Promise<void> {
  const [{ officerId }, keeper] = [
    await bureau.actor('squad-01-officer-1'),
    await bureau.actor('general-admin-1'),
  ]
  await bureau.database.write(async (tx) => {
    await bureau.officers.recordTraining(tx, keeper, officerId!, {
      subject: '行政处罚法专题',
      organiser: '示例县司法局',
      fromOn: '2025-10-13',
      toOn: '2025-10-14',
      hours: 16,
      result: 'passed',
    })
    await bureau.officers.recordConduct(tx, keeper, officerId!, {
      kind: 'commendation',
      title: '年度优秀',
      decidedBy: '示例县综合行政执法局',
      decidedOn: '2026-01-05',
    })
  })
}
