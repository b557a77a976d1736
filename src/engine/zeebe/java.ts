/** Finds a JDK that runs Zeebe 8.5 (21 or newer) by asking each candidate for its version. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

const oldest = 21
const knownPlaces = ['/usr/lib/jvm', '/opt/java', '/Library/Java/JavaVirtualMachines']

/** @returns the JDK's home. @throws Error saying what was found and what is needed. */
export function findJava(environment: NodeJS.ProcessEnv = process.env): string {
  const candidates = [
    environment.ZHIHENG_JAVA_HOME,
    environment.JAVA_HOME,
    ...knownPlaces
      .filter((place) => existsSync(place))
      .flatMap((place) => readdirSync(place).map((name) => join(place, name))),
    ...onPath(environment.PATH ?? ''),
  ].filter((home): home is string => home !== undefined && existsSync(join(home, 'bin', 'java')))
  const seen: string[] = []
  for (const home of candidates) {
    const version = majorVersion(join(home, 'bin', 'java'))
    if (version >= oldest) return home
    seen.push(`${home} (${version || 'unknown'})`)
  }
  throw new Error(
    `Zeebe needs a JDK ${oldest} or newer; found ${seen.join(', ') || 'none'}. Install one, or name it in ZHIHENG_JAVA_HOME.`,
  )
}

/** The homes of the `java` commands on the path: links lead to <home>/bin/java. */
function onPath(path: string): string[] {
  return path
    .split(delimiter)
    .map((folder) => join(folder, 'java'))
    .filter((java) => existsSync(java))
    .map((java) => dirname(dirname(realpathSync(java))))
}

function majorVersion(java: string): number {
  const { stderr = '' } = spawnSync(java, ['-version'], { encoding: 'utf8' })
  return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0)
}
