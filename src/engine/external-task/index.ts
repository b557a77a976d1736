/** `/engine-rest/external-task`: our workers on other machines, and anybody's workers in any language, on either engine. */
export { type DoorParts, externalTaskRouter, type Judge } from './router.ts'
export { BadRequest } from './replies.ts'
