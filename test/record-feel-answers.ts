/**
 * Asks a Zeebe 8.5.8 broker every question of `src/engine/feel/broker-answers.yaml` and `src/engine/dmn/broker-answers.yaml` again and writes
 * what it answers into these files: `answer` (a value), `fails` (the evaluation fails) or `refused` (the deployment is refused).
 *
 *     ZEEBE_CLOCK_CONTROLLED=true bin/broker                                  # any broker of 8.5.8, without exporters
 *     node --import tsx test/record-feel-answers.ts 127.0.0.1:26500           # add `feel` or `dmn` for one of the two
 *
 * A new question is an entry without an answer. Expressions go to the broker as decisions of one literal expression, those with
 * `via: process` as script tasks. Answers must not depend on the time of recording.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { credentials, loadPackageDefinition, type ServiceError } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { parse, stringify } from 'yaml'
import type { Json, Variables } from '../src/engine/port.ts'

interface FeelQuestion {
  expression: string
  /** Name of one of the file's contexts. */
  context?: string
  via?: 'process'
  answer?: Json
  fails?: boolean
  refused?: boolean
}
interface FeelFile {
  contexts: Record<string, Variables>
  questions: FeelQuestion[]
}
interface DmnQuestion {
  name: string
  file: string
  decision: string
  variables?: Variables
  answer?: Json
  fails?: boolean
  refused?: boolean
  /** The decision that failed. */
  failed?: string
  evaluated?: Json
}
interface Evaluated {
  decisionOutput: string
  failureMessage: string
  failedDecisionId: string
  evaluatedDecisions: {
    decisionId: string
    decisionName: string
    decisionType: string
    decisionOutput: string
    evaluatedInputs: { inputId: string; inputName: string; inputValue: string }[]
    matchedRules: {
      ruleId: string
      ruleIndex: number
      evaluatedOutputs: { outputId: string; outputName: string; outputValue: string }[]
    }[]
  }[]
}
type Call = (method: string, request: object) => Promise<unknown>

const feelFile = 'src/engine/feel/broker-answers.yaml'
const dmnFile = 'src/engine/dmn/broker-answers.yaml'

function connect(address: string): Call {
  const definition = loadSync('node_modules/zeebe-node/proto/zeebe.proto', {
    longs: String,
    defaults: true,
    enums: String,
  })
  const grpc = loadPackageDefinition(definition) as unknown as {
    gateway_protocol: {
      Gateway: new (
        address: string,
        channel: object,
      ) => Record<
        string,
        (
          request: object,
          options: object,
          done: (error: ServiceError | null, answer: unknown) => void,
        ) => void
      >
    }
  }
  const gateway = new grpc.gateway_protocol.Gateway(address, credentials.createInsecure())
  return (method, request) =>
    new Promise((resolve, reject) => {
      gateway[method]!(request, { deadline: Infinity }, (error, answer) =>
        error ? reject(error) : resolve(answer),
      )
    })
}

async function deploy(call: Call, name: string, content: string): Promise<void> {
  await call('DeployResource', { resources: [{ name, content: Buffer.from(content) }] })
}

function isRefusal(error: unknown): boolean {
  return (error as ServiceError).code === 3
}

/** gRPC's code of a rejection that is no refused argument: the evaluation failed. */
async function evaluate(call: Call, decisionId: string, variables: Variables): Promise<Evaluated> {
  return (await call('EvaluateDecision', { decisionId, variables: JSON.stringify(variables) })) as Evaluated
}

function escapeXml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\n': '&#10;',
    '\t': '&#9;',
  }
  return text.replace(/[&<>"\n\t]/g, (character) => entities[character]!)
}

function literalDecision(id: string, expression: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="drg_${id}" name="${id}" namespace="feel">
  <decision id="${id}" name="${id}"><literalExpression id="le_${id}"><text>${escapeXml(expression)}</text></literalExpression></decision>
</definitions>`
}

function scriptProcess(id: string, expression: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="feel">
  <bpmn:process id="${id}" isExecutable="true">
    <bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/>
    <bpmn:scriptTask id="t"><bpmn:extensionElements><zeebe:script expression="=${escapeXml(expression)}" resultVariable="feelResult"/></bpmn:extensionElements></bpmn:scriptTask>
    <bpmn:sequenceFlow id="g" sourceRef="t" targetRef="e"/><bpmn:endEvent id="e"/>
  </bpmn:process>
</bpmn:definitions>`
}

async function askFeel(
  call: Call,
  { expression, via }: FeelQuestion,
  context: Variables,
  id: string,
): Promise<Partial<FeelQuestion>> {
  try {
    if (via === 'process') await deploy(call, `${id}.bpmn`, scriptProcess(id, expression))
    else await deploy(call, `${id}.dmn`, literalDecision(id, expression))
  } catch (error) {
    if (isRefusal(error)) return { refused: true }
    throw error
  }
  if (via === 'process') {
    try {
      const request = { bpmnProcessId: id, version: -1, variables: JSON.stringify(context) }
      const result = (await call('CreateProcessInstanceWithResult', { request, requestTimeout: 3000 })) as {
        variables: string
      }
      return { answer: (JSON.parse(result.variables) as Variables).feelResult ?? null }
    } catch {
      // the instance waits at an incident
      return { fails: true }
    }
  }
  const result = await evaluate(call, id, context)
  return result.failureMessage ? { fails: true } : { answer: JSON.parse(result.decisionOutput) as Json }
}

async function askDmn(
  call: Call,
  { file, decision, variables = {} }: DmnQuestion,
): Promise<Partial<DmnQuestion>> {
  try {
    await deploy(call, file, readFileSync(`src/engine/dmn/examples/${file}`, 'utf8'))
  } catch (error) {
    if (isRefusal(error)) return { refused: true }
    throw error
  }
  const result = await evaluate(call, decision, variables)
  const evaluated = result.evaluatedDecisions.map((one) => ({
    decisionId: one.decisionId,
    decisionName: one.decisionName,
    decisionType: one.decisionType,
    output: JSON.parse(one.decisionOutput) as Json,
    inputs: one.evaluatedInputs.map((input) => ({
      id: input.inputId,
      name: input.inputName,
      value: JSON.parse(input.inputValue) as Json,
    })),
    matchedRules: one.matchedRules.map((rule) => ({
      ruleId: rule.ruleId,
      ruleIndex: rule.ruleIndex,
      outputs: rule.evaluatedOutputs.map((output) => ({
        id: output.outputId,
        name: output.outputName,
        value: JSON.parse(output.outputValue) as Json,
      })),
    })),
  }))
  if (result.failureMessage) return { fails: true, failed: result.failedDecisionId, evaluated }
  return { answer: JSON.parse(result.decisionOutput) as Json, evaluated }
}

const [address = '127.0.0.1:26500', only] = process.argv.slice(2)
const call = connect(address)
if (only !== 'dmn') {
  const { contexts, questions } = parse(readFileSync(feelFile, 'utf8')) as FeelFile
  const answered: FeelQuestion[] = []
  for (const [index, { expression, context, via, ...before }] of questions.entries()) {
    const question: FeelQuestion = { expression, ...(context && { context }), ...(via && { via }) }
    const answer = await askFeel(
      call,
      question,
      context === undefined ? {} : contexts[context]!,
      `feel_${index}`,
    )
    const known = Object.keys(before).length > 0
    if (known && JSON.stringify(before) !== JSON.stringify(answer)) {
      console.log(`${expression}: was ${JSON.stringify(before)}, is ${JSON.stringify(answer)}`)
    }
    answered.push({ ...question, ...answer })
  }
  writeFileSync(feelFile, stringify({ contexts, questions: answered }, { lineWidth: 150 }))
  console.log(`${answered.length} expressions asked`)
}
if (only !== 'feel') {
  const questions = parse(readFileSync(dmnFile, 'utf8')) as DmnQuestion[]
  const answered: DmnQuestion[] = []
  for (const { name, file, decision, variables } of questions) {
    const question: DmnQuestion = { name, file, decision, ...(variables && { variables }) }
    answered.push({ ...question, ...(await askDmn(call, question)) })
  }
  writeFileSync(dmnFile, stringify(answered, { lineWidth: 150 }))
  console.log(`${answered.length} decisions asked`)
}
