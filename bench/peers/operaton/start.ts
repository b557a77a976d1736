/**
 * Builds and starts the peer: Operaton 1.0.3 (Spring Boot starter, REST) on a MariaDB database of its own. Needs a JDK 17+, Maven and MariaDB;
 * fails with what is missing.
 */
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePorts } from '../../../src/engine/zeebe/free-ports.ts'

const folder = import.meta.dirname

export interface Peer {
  /** `http://127.0.0.1:<port>/engine-rest` */
  rest: string
  pid: number
  stop(): Promise<void>
}

export async function startOperaton(databaseUrl: string): Promise<Peer> {
  const classPathFile = join(folder, 'target', 'class-path.txt')
  const maven = spawnSync(
    'mvn',
    ['-q', '-B', 'compile', 'dependency:build-classpath', `-Dmdep.outputFile=${classPathFile}`],
    { cwd: folder, encoding: 'utf8' },
  )
  if (maven.error) throw new Error(`Maven is needed to build the peer: ${maven.error.message}`)
  if (maven.status !== 0) throw new Error(`the peer does not build:\n${maven.stdout}${maven.stderr}`)
  const [port] = await freePorts(1)
  const url = new URL(databaseUrl)
  const child = spawn(
    'java',
    [
      '-Xmx1g',
      '-cp',
      `${join(folder, 'target', 'classes')}:${readFileSync(classPathFile, 'utf8').trim()}`,
      'peer.Peer',
    ],
    {
      env: {
        ...process.env,
        PEER_PORT: String(port),
        PEER_DATABASE: `jdbc:mariadb://${url.hostname}:${url.port || 3306}${url.pathname}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4_000)))
  child.stderr.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4_000)))
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const rest = `http://127.0.0.1:${port}/engine-rest`
  for (let tries = 0; tries < 240; tries++) {
    if (child.exitCode !== null) throw new Error(`the peer ended at its start:\n${output}`)
    const answer = await fetch(`${rest}/engine`).catch(() => undefined)
    if (answer?.ok) {
      return {
        rest,
        pid: child.pid!,
        async stop() {
          child.kill()
          await ended
        },
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  child.kill()
  throw new Error(`the peer did not answer within two minutes:\n${output}`)
}
