/** The Zeebe adapter: the port's verbs as requests to a cluster. */
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type {
  ActivatedJob,
  ActivateJobs,
  Answer,
  Command,
  DecisionEvaluation,
  Deployment,
  Engine,
  Json,
  Key,
  Resource,
  Topology,
  Variables,
} from '../port.ts'
import type { BrokerAddresses } from './broker.ts'
import { requestFor } from './commands.ts'
import { readFeed } from './feed.ts'
import { connectGateway } from './gateway.ts'
import { boundInFlight } from './in-flight.ts'
import { redisAnswers } from './redis-answers.ts'
import { sendUserTaskCommand } from './user-tasks.ts'

export interface ZeebeEngine extends Engine {
  /** Deletes a deployed process, decision graph or form by its key; start subscriptions end with it. */
  deleteResource(key: Key): Promise<void>
}

export function createZeebeEngine(
  addresses: Pick<BrokerAddresses, 'gatewayAddress' | 'restAddress' | 'redisUrl' | 'feedName'>,
  parts: { clock: Clock; log: Log },
): ZeebeEngine {
  const inFlight = boundInFlight()
  const gateway = connectGateway(addresses.gatewayAddress, inFlight)
  return {
    // The broker knows what it holds already by its digest: deploying again changes nothing.
    deploy: async (resources) =>
      deploymentOf(
        await gateway.call('DeployResource', deployRequest(resources), { timeout: 60_000, idempotent: true }),
      ),

    async execute<C extends Command>(command: C): Promise<Answer<C['verb']>> {
      if (
        command.verb === 'completeUserTask' ||
        command.verb === 'assignUserTask' ||
        command.verb === 'updateUserTask'
      ) {
        await sendUserTaskCommand(addresses.restAddress, command, inFlight)
        return undefined as Answer<C['verb']>
      }
      const { method, request, idempotent, answer } = requestFor(command)
      return answer(await gateway.call(method, request, { idempotent })) as Answer<C['verb']>
    },

    async activateJobs({
      type,
      worker,
      timeout,
      maxJobs,
      fetchVariables = [],
      requestTimeout = 0,
      signal,
    }: ActivateJobs) {
      const batches = await gateway.gather<{ jobs: GrpcJob[] }>(
        'ActivateJobs',
        {
          type,
          worker,
          timeout,
          maxJobsToActivate: maxJobs,
          fetchVariable: fetchVariables,
          // Zero would mean the gateway's own ten seconds; negative answers at once.
          requestTimeout: requestTimeout > 0 ? requestTimeout : -1,
        },
        Math.max(requestTimeout, 0) + 10_000,
        signal,
      )
      return batches.flatMap((batch) => batch.jobs).map(jobOf)
    },

    async evaluateDecision(decisionId, variables) {
      const answer = await gateway.call<GrpcDecision>(
        'EvaluateDecision',
        { decisionId, variables: JSON.stringify(variables) },
        { idempotent: true },
      )
      return evaluationOf(answer)
    },

    feed: (from, signal) => readFeed({ ...addresses, from, signal, log: parts.log }),

    async health() {
      try {
        const { gatewayVersion, brokers } = await gateway.call<GrpcTopology>(
          'Topology',
          {},
          { timeout: 3_000, retry: false },
        )
        const led = brokers.some((broker) =>
          broker.partitions.some(({ role, health }) => role === 'LEADER' && health === 'HEALTHY'),
        )
        // Without the feed nothing that the broker does is seen here.
        if (!(await redisAnswers(addresses.redisUrl)))
          return { status: 'down', detail: 'the Redis of the feed does not answer' }
        return { status: led ? 'up' : 'down', detail: `Zeebe ${gatewayVersion}, ${brokers.length} broker(s)` }
      } catch (error) {
        return { status: 'down', detail: (error as Error).message }
      }
    },

    async topology() {
      return topologyOf(await gateway.call<GrpcTopology>('Topology', {}, { idempotent: true }))
    },

    deleteResource: async (key) => void (await gateway.call('DeleteResource', { resourceKey: key })),

    async close() {
      gateway.close()
    },
  }
}

function deployRequest(resources: Resource[]): object {
  return { resources: resources.map(({ name, content }) => ({ name, content: Buffer.from(content) })) }
}

interface GrpcDeployment {
  key: string
  deployments: {
    process?: { bpmnProcessId: string; version: number; processDefinitionKey: string; resourceName: string }
    decision?: {
      dmnDecisionId: string
      dmnDecisionName: string
      version: number
      decisionKey: string
      decisionRequirementsKey: string
    }
    decisionRequirements?: { decisionRequirementsKey: string; resourceName: string }
    form?: { formId: string; version: number; formKey: string; resourceName: string }
  }[]
}

function deploymentOf({ key, deployments }: GrpcDeployment): Deployment {
  const requirements = deployments.flatMap(({ decisionRequirements }) => decisionRequirements ?? [])
  return {
    key,
    processes: deployments.flatMap(({ process }) =>
      process ? [{ ...process, processId: process.bpmnProcessId }] : [],
    ),
    decisions: deployments.flatMap(({ decision }) =>
      decision
        ? {
            decisionId: decision.dmnDecisionId,
            name: decision.dmnDecisionName,
            version: decision.version,
            decisionKey: decision.decisionKey,
            resourceName:
              requirements.find((graph) => graph.decisionRequirementsKey === decision.decisionRequirementsKey)
                ?.resourceName ?? '',
          }
        : [],
    ),
    forms: deployments.flatMap(({ form }) => form ?? []),
  }
}

interface GrpcJob {
  key: string
  type: string
  processInstanceKey: string
  bpmnProcessId: string
  processDefinitionVersion: number
  processDefinitionKey: string
  elementId: string
  elementInstanceKey: string
  customHeaders: string
  worker: string
  retries: number
  deadline: string
  variables: string
}

function jobOf({ bpmnProcessId, ...job }: GrpcJob): ActivatedJob {
  return {
    ...job,
    processId: bpmnProcessId,
    customHeaders: JSON.parse(job.customHeaders) as { [name: string]: string },
    deadline: Number(job.deadline),
    variables: JSON.parse(job.variables) as Variables,
  }
}

interface GrpcDecision {
  decisionId: string
  decisionVersion: number
  decisionOutput: string
  failedDecisionId: string
  failureMessage: string
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

function evaluationOf(answer: GrpcDecision): DecisionEvaluation {
  return {
    decisionId: answer.decisionId,
    decisionVersion: answer.decisionVersion,
    output: parsed(answer.decisionOutput),
    evaluated: answer.evaluatedDecisions.map((decision) => ({
      decisionId: decision.decisionId,
      decisionName: decision.decisionName,
      decisionType: decision.decisionType,
      output: parsed(decision.decisionOutput),
      inputs: decision.evaluatedInputs.map(({ inputId, inputName, inputValue }) => ({
        id: inputId,
        name: inputName,
        value: parsed(inputValue),
      })),
      matchedRules: decision.matchedRules.map(({ ruleId, ruleIndex, evaluatedOutputs }) => ({
        ruleId,
        ruleIndex,
        outputs: evaluatedOutputs.map(({ outputId, outputName, outputValue }) => ({
          id: outputId,
          name: outputName,
          value: parsed(outputValue),
        })),
      })),
    })),
    ...(answer.failureMessage && {
      failure: { decisionId: answer.failedDecisionId, message: answer.failureMessage },
    }),
  }
}

const parsed = (text: string): Json => (text === '' ? null : (JSON.parse(text) as Json))

interface GrpcTopology {
  gatewayVersion: string
  brokers: {
    nodeId: number
    host: string
    port: number
    partitions: { partitionId: number; role: string; health: string }[]
  }[]
}

function topologyOf({ gatewayVersion, brokers }: GrpcTopology): Topology {
  return {
    engine: 'zeebe',
    version: gatewayVersion,
    brokers: brokers.map(({ nodeId, host, port, partitions }) => ({
      id: String(nodeId),
      address: `${host}:${port}`,
      partitions: partitions.map(({ partitionId, role, health }) => ({
        id: partitionId,
        role,
        healthy: health === 'HEALTHY',
      })),
    })),
  }
}
