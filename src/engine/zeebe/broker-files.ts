/**
 * The broker and its exporter, fetched with Maven once and unpacked into the cache folder.
 * Zeebe 8.5.8 is under the Zeebe Community License 1.1: production use is free for a bureau's own use.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const version = '8.5.8'
const exporterVersion = '0.9.0'
const fetchGoal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get'

export interface BrokerFiles {
  /** Folder with bin/broker. */
  home: string
  exporterJar: string
}

/** @throws Error naming what is missing or could not be fetched. */
export async function fetchBroker(say: (line: string) => void): Promise<BrokerFiles> {
  const cache = process.env.ZHIHENG_CACHE ?? join(homedir(), '.cache', 'zhiheng')
  const home = join(cache, `camunda-zeebe-${version}`)
  mkdirSync(cache, { recursive: true })
  const repository = join(homedir(), '.m2', 'repository')
  const tarball = join(
    repository,
    'io',
    'camunda',
    'camunda-zeebe',
    version,
    `camunda-zeebe-${version}.tar.gz`,
  )
  const exporterJar = join(
    repository,
    ...['io', 'zeebe', 'redis', 'zeebe-redis-exporter', exporterVersion],
    `zeebe-redis-exporter-${exporterVersion}-jar-with-dependencies.jar`,
  )
  if (!existsSync(exporterJar)) {
    say('fetching the Redis exporter …')
    provideParent(repository)
    await maven(
      repository,
      `io.zeebe.redis:zeebe-redis-exporter:${exporterVersion}:jar:jar-with-dependencies`,
    )
  }
  if (!existsSync(join(home, 'bin', 'broker'))) {
    if (!existsSync(tarball)) {
      say(`fetching Zeebe ${version} (212 MB) …`)
      await maven(repository, `io.camunda:camunda-zeebe:${version}:tar.gz`)
    }
    say('unpacking Zeebe …')
    // Unpacked beside and renamed: two starts at once, or one that is killed, leave no half-unpacked broker behind.
    const unpacking = join(cache, `unpacking-${process.pid}`)
    mkdirSync(unpacking, { recursive: true })
    await run('tar', ['-xzf', tarball, '-C', unpacking])
    if (!existsSync(home)) renameSync(join(unpacking, `camunda-zeebe-${version}`), home)
    rmSync(unpacking, { recursive: true, force: true })
  }
  return { home, exporterJar }
}

/** The exporter's parent POM was never published; an empty one of that name lets Maven go on. */
function provideParent(repository: string): void {
  const folder = join(repository, 'io', 'zeebe', 'redis', 'root', exporterVersion)
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, `root-${exporterVersion}.pom`),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>io.zeebe.redis</groupId><artifactId>root</artifactId><version>${exporterVersion}</version><packaging>pom</packaging></project>\n`,
  )
}

/** The repository is named, since a person's Maven settings may keep it elsewhere. */
function maven(repository: string, artifact: string): Promise<void> {
  return run('mvn', [
    '-q',
    '-B',
    `-Dmaven.repo.local=${repository}`,
    fetchGoal,
    `-Dartifact=${artifact}`,
    '-Dtransitive=false',
  ])
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', () =>
      reject(new Error(`${command} is needed to fetch and unpack the broker and was not found`)),
    )
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} failed:\n${output}`)),
    )
  })
}
