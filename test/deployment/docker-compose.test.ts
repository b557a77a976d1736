import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { environmentName, settings } from '../../src/platform/config.ts'
import { projectRoot } from '../../src/platform/project-root.ts'

interface Service {
  image?: string
  command?: string[]
  environment?: { [name: string]: string }
  volumes?: string[]
  secrets?: string[]
  depends_on?: { [service: string]: { condition: string } }
  healthcheck?: { test: string[] }
}
interface Compose {
  services: { [name: string]: Service }
  volumes: { [name: string]: unknown }
  secrets: { [name: string]: { file: string } }
}

const text = (file: string) => readFileSync(join(projectRoot(), file), 'utf8')

/** What who starts it has in the environment, beside the defaults. */
const given: { [name: string]: string } = { ZHIHENG_PUBLIC_URL: 'https://cases.example.gov.cn' }

/** `${NAME:-default}` and `${NAME:?why it is needed}`, as Compose fills them in. */
const filledIn = (value: string) =>
  value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, mark = '', words = '') => {
    const found = given[name] ?? (mark === '-' ? (words as string) : undefined)
    if (found === undefined) throw new Error(`nothing is said of ${name}`)
    return found
  })

const settingsOf = ({ environment = {} }: Service) =>
  Object.fromEntries(
    Object.entries(environment)
      .filter(([variable]) => variable.startsWith('ZHIHENG_'))
      .map(([variable, value]) => [variable, filledIn(value)]),
  )

/** What would keep the product from working as its configuration schema says that it works. */
function deploymentFaults({ services }: Compose): string[] {
  const faults: string[] = []
  const ours = Object.entries(services).filter(([, { image }]) => image?.startsWith('zhiheng:'))
  const places = new Map<string, Set<string>>()
  for (const [name, service] of ours) {
    const values = settingsOf(service)
    const dataDir = values.ZHIHENG_DATA_DIR ?? ''
    const defaults: { [setting: string]: string } = {
      keyFile: `${dataDir}/keys/field.key`,
      cacheDir: `${dataDir}/cache`,
    }
    for (const [setting, schema] of Object.entries(settings.shape)) {
      const variable = environmentName(setting)
      const { written, expectedInProduction } = schema.meta() ?? {}
      const value = values[variable] || defaults[setting] || ''
      if (expectedInProduction && value === '') faults.push(`${name}: ${variable} is not set`)
      if (!written) continue
      const mount = (service.volumes ?? [])
        .map((volume) => volume.split(':'))
        .filter(([, target]) => value === target || value.startsWith(`${target}/`))
        .sort(([, one], [, other]) => other!.length - one!.length)[0]
      if (!mount) faults.push(`${name}: ${variable} ${value} is written to, and lies in no volume`)
      else if (mount[2]?.includes('ro'))
        faults.push(`${name}: ${variable} ${value} lies in a volume that is read-only`)
      else places.set(variable, (places.get(variable) ?? new Set()).add(mount.join()))
    }
  }
  for (const [variable, found] of places)
    if (found.size > 1) faults.push(`${variable}: another place in each service`)
  return faults
}

describe('docker-compose.yml', () => {
  const compose = parse(text('docker-compose.yml'), { merge: true }) as Compose
  const services = Object.entries(compose.services)

  it('names only settings that the configuration knows, with values that it accepts', () => {
    const known = new Map(Object.keys(settings.shape).map((setting) => [environmentName(setting), setting]))
    for (const [name, service] of services) {
      const values = Object.entries(settingsOf(service))
      for (const [variable] of values) expect(known.has(variable), `${name}: ${variable}`).to.equal(true)
      const parsed = settings.safeParse(
        Object.fromEntries(values.map(([variable, value]) => [known.get(variable), value])),
      )
      expect(parsed.success, `${name}: ${parsed.error?.message}`).to.equal(true)
    }
  })

  it('gives what the product writes a place where it can, and sets what a bureau needs', () => {
    expect(deploymentFaults(compose)).to.deep.equal([])
    // As it was once: a key that can be neither made nor rotated, and codes that lead nowhere.
    const { app, ...rest } = compose.services as { app: Service }
    const { ZHIHENG_PUBLIC_URL: _, ...environment } = app.environment!
    const once = {
      ...app,
      environment: { ...environment, ZHIHENG_KEY_FILE: '/run/secrets/personal_data_key' },
    }
    expect(deploymentFaults({ ...compose, services: { ...rest, app: once } })).to.deep.equal([
      'app: ZHIHENG_KEY_FILE /run/secrets/personal_data_key is written to, and lies in no volume',
      'app: ZHIHENG_PUBLIC_URL is not set',
    ])
    const readOnly = { ...app, volumes: ['documents:/var/lib/zhiheng', 'keys:/var/lib/zhiheng/keys:ro'] }
    expect(deploymentFaults({ ...compose, services: { ...rest, app: readOnly } })).to.deep.equal([
      'app: ZHIHENG_KEY_FILE /var/lib/zhiheng/keys/field.key lies in a volume that is read-only',
    ])
  })

  it('mounts its volumes on folders that belong to the user of the image', () => {
    const [, made] =
      /RUN mkdir -p (\S+) .*chown -R node (\/var\/lib\/zhiheng)\n/.exec(text('Dockerfile')) ?? []
    const targets = services
      .filter(([, { image }]) => image?.startsWith('zhiheng:'))
      .flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[1]!))
    for (const target of targets)
      expect(`${made}/`).to.satisfy((path: string) => path.startsWith(`${target}/`))
  })

  it('runs three brokers with the exporter, the database, Redis, the application and its workers', () => {
    const brokers = services.filter(([, { image }]) => image?.startsWith('camunda/zeebe:'))
    expect(brokers.map(([name]) => name)).to.deep.equal(['broker-0', 'broker-1', 'broker-2'])
    expect(
      new Set(brokers.map(([, { environment }]) => environment!.ZEEBE_BROKER_CLUSTER_NODEID)).size,
    ).to.equal(3)
    for (const [, { environment, volumes }] of brokers) {
      expect(environment).to.include({ ZEEBE_BROKER_CLUSTER_CLUSTERSIZE: '3', ZEEBE_REDIS_FORMAT: 'json' })
      expect(volumes!.join()).to.contain('exporters')
    }
    expect(Object.keys(compose.services)).to.include.members(['mariadb', 'redis', 'app', 'workers'])
  })

  it('checks the health of every service', () => {
    for (const [name, { healthcheck }] of services)
      expect(healthcheck?.test, name).to.be.an('array').that.is.not.empty
  })

  it('declares every volume, secret and service that it uses', () => {
    for (const [name, { volumes = [], secrets = [], depends_on = {} }] of services) {
      const named = volumes.map((volume) => volume.split(':')[0]!).filter((volume) => !/^[./]/.test(volume))
      expect(Object.keys(compose.volumes), name).to.include.members(named)
      expect(Object.keys(compose.secrets), name).to.include.members(secrets)
      expect(Object.keys(compose.services), name).to.include.members(Object.keys(depends_on))
    }
  })

  it('holds no password', () => {
    for (const [name, { environment = {} }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (
          (/PASSWORD$/.test(variable) && !/RANDOM/.test(variable)) ||
          /:\/\/\w+:[^@/]+@/.test(String(value))
        ) {
          expect.fail(`${name}: ${variable} holds a password; secrets come from files`)
        }
      }
    }
  })
})
