/** Processes that wait for or start by a message, as the cases of messages use them. */

export const publish = (name: string, correlationKey: string, more: object = {}) => ({
  publishMessage: { name, correlationKey, ...more },
})
