/**
 * Zeebe 8.5 behind the port. `startBroker` runs one on this machine; `createZeebeEngine` is the adapter; `brokerClock` moves a test broker's time.
 */
export { type BrokerAddresses, type BrokerOptions, type RunningBroker, startBroker } from './broker.ts'
export { type BrokerClock, brokerClock } from './clock.ts'
export { createZeebeEngine } from './engine.ts'
