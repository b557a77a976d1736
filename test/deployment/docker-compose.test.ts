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

describe('docker-compose.yml', () => {
  const compose = parse(readFileSync(join(projectRoot(), 'docker-compose.yml'), 'utf8'), {
    merge: true,
  }) as Compose
  const services = Object.entries(compose.services)

  it('names only settings that the configuration knows, with values that it accepts', () => {
    const known = new Map(Object.keys(settings.shape).map((setting) => [environmentName(setting), setting]))
    for (const [name, { environment = {} }] of services) {
      const given = Object.entries(environment).filter(([variable]) => variable.startsWith('ZHIHENG_'))
      for (const [variable] of given) expect(known.has(variable), `${name}: ${variable}`).to.equal(true)
      const parsed = settings.safeParse(
        Object.fromEntries(given.map(([variable, value]) => [known.get(variable), value])),
      )
      expect(parsed.success, `${name}: ${parsed.error?.message}`).to.equal(true)
    }
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
