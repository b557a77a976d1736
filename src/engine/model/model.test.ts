import { expect } from 'chai'
import * as bpmn from '../../../test/engine/models.ts'
import { ExpressionCache } from '../feel/index.ts'
import { Refusal } from '../port.ts'
import { type ExecutableProcess, parseProcesses } from './index.ts'

async function parse(inside: string, roots = ''): Promise<ExecutableProcess> {
  const [process] = await parseProcesses(bpmn.model('p', inside, roots), new ExpressionCache())
  if (!process) throw new Error('no process')
  return process
}

async function refused(inside: string, roots = ''): Promise<Refusal> {
  const error = await parse(inside, roots).catch((thrown: unknown) => thrown)
  if (!(error instanceof Refusal)) throw new Error('it was accepted')
  return error
}

describe('the executable graph', () => {
  it('has siblings from the last of the file to the first, as the broker walks it', async () => {
    const process = await parse(
      bpmn.chain(bpmn.start(), bpmn.exclusiveGateway('g'), bpmn.end('a')) +
        bpmn.end('b').xml +
        bpmn.flow('g', 'b', '=true').replace('g_b', 'second'),
    ).catch(() => undefined)
    const forked = await parse(
      bpmn.chain(bpmn.start(), bpmn.parallelGateway('g'), bpmn.end('a')) +
        bpmn.end('b').xml +
        bpmn.flow('g', 'b'),
    )
    expect(process).to.equal(undefined) // the first flow has no condition
    expect(forked.elements.get('g')?.outgoing.map((flow) => flow.id)).to.deep.equal(['g_b', 'g_a'])
  })

  it('puts flows and boundary events of a multi-instance at its body', async () => {
    const task = bpmn.multiInstance(bpmn.serviceTask('each'), 'items', 'item')
    const process = await parse(
      bpmn.chain(bpmn.start(), task, bpmn.end()) +
        bpmn.boundary('late', 'each', bpmn.timer('timeDuration', 'PT1H')).xml +
        bpmn.end('lapsed').xml +
        bpmn.flow('late', 'lapsed'),
    )
    const body = process.elements.get('each')
    expect(body).to.include({ type: 'MULTI_INSTANCE_BODY' })
    expect(body?.events.map(({ id }) => id)).to.deep.equal(['late'])
    expect(body?.outgoing.map(({ id }) => id)).to.deep.equal(['each_end'])
    expect(body?.inner).to.deep.include({ type: 'SERVICE_TASK', events: [], outgoing: [] })
  })
})

describe('deployment validation', () => {
  it('names the file, the element and the reason', async () => {
    const refusal = await refused(
      bpmn.chain(bpmn.start(), { id: 'bare', xml: '<bpmn:serviceTask id="bare"/>' }, bpmn.end()),
    )
    expect(refusal.code).to.equal('INVALID_ARGUMENT')
    expect(refusal.elementIds).to.deep.equal(['bare'])
    expect(refusal.message).to.match(/'p\.bpmn'[^]*bare[^]*taskDefinition/)
  })

  it('reports every fault at once', async () => {
    const refusal = await refused(
      bpmn.chain(
        bpmn.start(),
        { id: 'bare', xml: '<bpmn:serviceTask id="bare"/>' },
        { id: 'who', xml: '<bpmn:receiveTask id="who"/>' },
        bpmn.end(),
      ),
    )
    expect(refusal.elementIds).to.include.members(['bare', 'who'])
  })

  it('gives the place of a broken expression', async () => {
    const refusal = await refused(
      bpmn.chain(bpmn.start(), bpmn.scriptTask('script', '=1 +', 'x'), bpmn.end()),
    )
    expect(refusal.elementIds).to.deep.equal(['script'])
    expect(refusal.message).to.include('script > ')
  })

  it('refuses a message that is waited for without a correlation key', async () => {
    const refusal = await refused(
      bpmn.chain(bpmn.start(), bpmn.messageCatch('wait', 'm'), bpmn.end()),
      bpmn.messageRoot('m', 'paid'),
    )
    expect(refusal.elementIds).to.deep.equal(['m'])
  })

  it('refuses a loop that nothing waits in', async () => {
    const loop =
      bpmn.chain(bpmn.start(), bpmn.exclusiveGateway('again', 'again_end'), bpmn.end()) +
      '<bpmn:manualTask id="by-hand"/>' +
      bpmn.flow('again', 'by-hand', '=true') +
      bpmn.flow('by-hand', 'again')
    expect((await refused(loop)).elementIds).to.include.members(['again', 'by-hand'])
  })

  it('refuses what is no BPMN, with its place', async () => {
    const error = await parseProcesses({ name: 'x.bpmn', content: '<a' }, new ExpressionCache()).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).to.be.instanceOf(Refusal).with.property('message').that.includes('line')
  })
})
