/** Which room of this folder an element lives in. */
import type { BpmnElementType } from '../../feed-record.ts'
import type { Behaviour, Behaviours, ContainerBehaviour } from './behaviour.ts'
import { boundaryEvent } from './boundary-event.ts'
import { businessRuleTask } from './business-rule-task.ts'
import { callActivity } from './call-activity.ts'
import { endEvent } from './end-event.ts'
import { eventBasedGateway } from './event-based-gateway.ts'
import { eventSubprocess } from './event-subprocess.ts'
import { exclusiveGateway } from './exclusive-gateway.ts'
import { inclusiveGateway } from './inclusive-gateway.ts'
import { intermediateCatchEvent } from './intermediate-catch-event.ts'
import { intermediateThrowEvent } from './intermediate-throw-event.ts'
import { jobTask } from './job-task.ts'
import { multiInstanceBody } from './multi-instance-body.ts'
import { parallelGateway } from './parallel-gateway.ts'
import { process } from './process.ts'
import { receiveTask } from './receive-task.ts'
import { scriptTask } from './script-task.ts'
import { startEvent } from './start-event.ts'
import { subprocess } from './subprocess.ts'
import { undefinedTask } from './undefined-task.ts'
import { userTask } from './user-task.ts'

const containers: { [T in BpmnElementType]?: ContainerBehaviour } = {
  PROCESS: process,
  SUB_PROCESS: subprocess,
  EVENT_SUB_PROCESS: eventSubprocess,
  MULTI_INSTANCE_BODY: multiInstanceBody,
  CALL_ACTIVITY: callActivity,
}

const byType: { [T in BpmnElementType]?: Behaviour } = {
  ...containers,
  START_EVENT: startEvent,
  END_EVENT: endEvent,
  INTERMEDIATE_CATCH_EVENT: intermediateCatchEvent,
  INTERMEDIATE_THROW_EVENT: intermediateThrowEvent,
  BOUNDARY_EVENT: boundaryEvent,
  SERVICE_TASK: jobTask,
  SEND_TASK: jobTask,
  USER_TASK: userTask,
  SCRIPT_TASK: scriptTask,
  BUSINESS_RULE_TASK: businessRuleTask,
  RECEIVE_TASK: receiveTask,
  MANUAL_TASK: undefinedTask,
  TASK: undefinedTask,
  EXCLUSIVE_GATEWAY: exclusiveGateway,
  INCLUSIVE_GATEWAY: inclusiveGateway,
  PARALLEL_GATEWAY: parallelGateway,
  EVENT_BASED_GATEWAY: eventBasedGateway,
}

export const behaviours: Behaviours = {
  of(type) {
    const behaviour = byType[type]
    if (!behaviour) throw new Error(`no behaviour for ${type}`)
    return behaviour
  },
  ofContainer: (type) => containers[type],
}
