/** A place as a point 坐标: kept in WGS 84 (CGCS2000 is the same within centimetres), beside what was entered. */
import gcoordModule from 'gcoord'
import type { ClueRow } from './model.ts'
import type { ClueRules, CoordinateSystem } from './rules.ts'

/** The package is CommonJS: what its types call the default export is what an import gives. */
const gcoord = gcoordModule as unknown as typeof gcoordModule.default

export interface EnteredPoint {
  longitude?: number
  latitude?: number
  /** WGS84 when left out. */
  coordinateSystem?: CoordinateSystem
}

export type PointColumns = Pick<
  ClueRow,
  'longitude' | 'latitude' | 'entered_longitude' | 'entered_latitude' | 'coordinate_system' | 'point_error'
>

/** GCJ-02, in which phones' map apps give points, goes through the inverse of the published algorithm; the error that remains is said beside it. */
export function pointColumns(
  { longitude, latitude, coordinateSystem = 'WGS84' }: EnteredPoint,
  { pointError }: ClueRules,
): PointColumns {
  if (longitude === undefined || latitude === undefined)
    return {
      longitude: null,
      latitude: null,
      entered_longitude: null,
      entered_latitude: null,
      coordinate_system: null,
      point_error: null,
    }
  const [east, north] =
    coordinateSystem === 'GCJ-02'
      ? gcoord.transform<[number, number]>([longitude, latitude], gcoord.GCJ02, gcoord.WGS84)
      : [longitude, latitude]
  return {
    longitude: east,
    latitude: north,
    entered_longitude: longitude,
    entered_latitude: latitude,
    coordinate_system: coordinateSystem,
    point_error: pointError[coordinateSystem],
  }
}
