/** Distances on the ground between points in WGS 84. */
const earthRadius = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

interface Point {
  longitude: number
  latitude: number
}

/** Metres between two points, on a sphere: right to half a percent, which is centimetres within 100 m. */
export function metresBetween(a: Point, b: Point): number {
  const north = radians(b.latitude - a.latitude)
  const east = radians(b.longitude - a.longitude)
  const chord =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Degrees of latitude and longitude that hold everything within so many metres of the point. */
export function degreesAround({ latitude }: Point, metres: number): { north: number; east: number } {
  const north = (metres / earthRadius) * (180 / Math.PI) * 1.01
  return { north, east: north / Math.max(0.01, Math.cos(radians(latitude))) }
}
