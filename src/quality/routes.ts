import type { Actor } from '../identity/actor.ts'
import type { Route } from '../platform/route.ts'
import { reviewRoutes } from './review-routes.ts'
import type { Quality } from './service.ts'
import { supervisionRoutes } from './supervision/routes.ts'

export function qualityRoutes(quality: Quality): Route<Actor>[] {
  return [...reviewRoutes(quality), ...supervisionRoutes(quality)]
}
