/** Each command of the port as a request of the gateway. */
import type { Command } from '../port.ts'

type GatewayCommand = Exclude<Command, { userTaskKey: string }>

interface GatewayRequest {
  method: string
  request: object
  /** Sending it again after a lost answer does no harm: the key or the message id refuses the second. */
  idempotent: boolean
  answer(reply: unknown): unknown
}

const nothing = () => undefined
const json = (variables: object | undefined) => JSON.stringify(variables ?? {})

export function requestFor(command: GatewayCommand): GatewayRequest {
  switch (command.verb) {
    case 'createInstance': {
      const { processId, version = -1, variables, startElementIds = [] } = command
      return {
        method: 'CreateProcessInstance',
        request: {
          bpmnProcessId: processId,
          version,
          variables: json(variables),
          startInstructions: startElementIds.map((elementId) => ({ elementId })),
        },
        idempotent: false,
        answer: (reply) => {
          const { bpmnProcessId, ...rest } = reply as { bpmnProcessId: string }
          return { ...rest, processId: bpmnProcessId }
        },
      }
    }
    case 'cancelInstance':
      return plain('CancelProcessInstance', { processInstanceKey: command.processInstanceKey })
    case 'publishMessage': {
      const { name, correlationKey, timeToLive = 0, messageId = '', variables } = command
      return {
        method: 'PublishMessage',
        request: { name, correlationKey, timeToLive, messageId, variables: json(variables) },
        idempotent: false,
        answer: (reply) => ({ messageKey: (reply as { key: string }).key }),
      }
    }
    case 'broadcastSignal':
      return {
        method: 'BroadcastSignal',
        request: { signalName: command.name, variables: json(command.variables) },
        idempotent: false,
        answer: (reply) => ({ signalKey: (reply as { key: string }).key }),
      }
    case 'completeJob':
      return plain('CompleteJob', { jobKey: command.jobKey, variables: json(command.variables) })
    case 'failJob': {
      const { jobKey, retries, backOff = 0, message = '', variables } = command
      return plain('FailJob', {
        jobKey,
        retries,
        retryBackOff: backOff,
        errorMessage: message,
        variables: json(variables),
      })
    }
    case 'throwError': {
      const { jobKey, code, message = '', variables } = command
      return plain('ThrowError', {
        jobKey,
        errorCode: code,
        errorMessage: message,
        variables: json(variables),
      })
    }
    case 'extendJob':
      return plain('UpdateJobTimeout', { jobKey: command.jobKey, timeout: command.timeout })
    case 'updateJobRetries':
      return plain('UpdateJobRetries', { jobKey: command.jobKey, retries: command.retries })
    case 'setVariables':
      return {
        method: 'SetVariables',
        request: {
          elementInstanceKey: command.scopeKey,
          variables: json(command.variables),
          local: command.local ?? false,
        },
        idempotent: true,
        answer: (reply) => ({ key: (reply as { key: string }).key }),
      }
    case 'resolveIncident':
      return plain('ResolveIncident', { incidentKey: command.incidentKey })
    case 'modifyInstance': {
      const { processInstanceKey, activate = [], terminate = [] } = command
      return plain('ModifyProcessInstance', {
        processInstanceKey,
        activateInstructions: activate.map(
          ({ elementId, variables, variablesScope = '', scopes = {}, ancestorElementInstanceKey = '0' }) => ({
            elementId,
            ancestorElementInstanceKey,
            variableInstructions: [
              ...(variables ? [{ variables: json(variables), scopeId: variablesScope }] : []),
              ...Object.entries(scopes).map(([scopeId, own]) => ({ variables: json(own), scopeId })),
            ],
          }),
        ),
        terminateInstructions: terminate.map((elementInstanceKey) => ({ elementInstanceKey })),
      })
    }
    case 'migrateInstance': {
      const { processInstanceKey, targetProcessDefinitionKey, mapping } = command
      return plain('MigrateProcessInstance', {
        processInstanceKey,
        migrationPlan: {
          targetProcessDefinitionKey,
          mappingInstructions: mapping.map(({ source, target }) => ({
            sourceElementId: source,
            targetElementId: target,
          })),
        },
      })
    }
  }
}

const plain = (method: string, request: object): GatewayRequest => ({
  method,
  request,
  idempotent: false,
  answer: nothing,
})
