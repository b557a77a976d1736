/** `/engine-rest/external-task`: our workers on other machines, and anybody's workers in any language, on either engine. */
export { type DoorParts, externalTaskRouter } from './router.ts'
