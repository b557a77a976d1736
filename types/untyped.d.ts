// Packages that ship no types: only what we call is declared.
declare module 'camunda-external-task-client-js' {
  export class Variables {
    constructor(initial?: { [name: string]: { value: unknown; type: string } })
    get(name: string): any // eslint-disable-line @typescript-eslint/no-explicit-any
    getAll(): { [name: string]: unknown }
    set(name: string, value: unknown): Variables
    setAll(values: { [name: string]: unknown }): Variables
  }
  export interface Task {
    id: string
    workerId: string
    topicName: string
    retries: number
    processInstanceId: string
    processDefinitionId: string
    processDefinitionKey: string
    activityId: string
    activityInstanceId: string
    lockExpirationTime: string
    extensionProperties?: { [name: string]: string }
    variables: Variables
  }
  export interface TaskService {
    complete(task: Task | string, variables?: Variables, localVariables?: Variables): Promise<void>
    handleFailure(
      task: Task | string,
      options: { errorMessage: string; errorDetails?: string; retries: number; retryTimeout: number },
    ): Promise<void>
    handleBpmnError(task: Task | string, code: string, message?: string, variables?: Variables): Promise<void>
    extendLock(task: Task | string, newDuration: number): Promise<void>
    on(event: string, listener: (...args: unknown[]) => void): void
  }
  export interface HandlerArgs {
    task: Task
    taskService: TaskService
  }
  export interface Subscription {
    unsubscribe(): void
  }
  export class BasicAuthInterceptor {
    constructor(credentials: { username: string; password: string })
  }
  export class Client {
    constructor(options: {
      baseUrl: string
      workerId?: string
      maxTasks?: number
      maxParallelExecutions?: number
      interval?: number
      lockDuration?: number
      asyncResponseTimeout?: number
      autoPoll?: boolean
      interceptors?: unknown
      use?: unknown
    })
    subscribe(
      topic: string,
      options: { lockDuration?: number; variables?: string[] },
      handler: (args: HandlerArgs) => unknown,
    ): Subscription
    subscribe(topic: string, handler: (args: HandlerArgs) => unknown): Subscription
    on(event: string, listener: (...args: unknown[]) => void): void
    start(): void
    stop(): void
  }
}
