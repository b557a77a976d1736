import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type ConfigurationError, readConfig } from './config.ts'

const faultsOf = (environment: NodeJS.ProcessEnv) => {
  try {
    readConfig(environment)
  } catch (error) {
    return (error as ConfigurationError).faults
  }
  throw new Error('accepted')
}

describe('configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).to.include({ engine: 'embedded', port: 8088 })
  })

  it('refuses an unknown setting by its name', () => {
    expect(faultsOf({ ZHIHENG_PROT: '1' })).to.deep.equal(['ZHIHENG_PROT: unknown setting'])
  })

  it('names each bad setting', () => {
    const faults = faultsOf({ ZHIHENG_ENGINE: 'camunda', ZHIHENG_PORT: 'many' })
    expect(faults).to.have.length(2)
    expect(faults.join()).to.match(/ZHIHENG_ENGINE.*ZHIHENG_PORT|ZHIHENG_PORT.*ZHIHENG_ENGINE/)
  })

  it('reads a file, and lets the environment win', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'zhiheng-config-')), 'zhiheng.yaml')
    writeFileSync(file, 'port: 1234\nengine: zeebe\n')
    expect(readConfig({ ZHIHENG_CONFIG: file, ZHIHENG_PORT: '4321' })).to.include({
      engine: 'zeebe',
      port: 4321,
    })
  })

  it('takes the database password from a secret file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'zhiheng-config-')), 'password')
    writeFileSync(file, 'p@ss/word\n')
    const { database } = readConfig({
      ZHIHENG_DATABASE: 'mariadb://zhiheng@db:3306/zhiheng',
      ZHIHENG_DATABASE_PASSWORD_FILE: file,
    })
    expect(decodeURIComponent(new URL(database).password)).to.equal('p@ss/word')
  })

  it('refuses a public address that leads each phone to itself, but in the demo bureau', () => {
    for (const address of [
      'http://localhost:8088',
      'https://127.0.0.1',
      'http://[::1]:8088',
      'http://0.0.0.0',
    ]) {
      expect(faultsOf({ ZHIHENG_PUBLIC_URL: address }).join()).to.match(/^ZHIHENG_PUBLIC_URL: .*nowhere/)
      expect(readConfig({ ZHIHENG_PUBLIC_URL: address, ZHIHENG_DEMO: 'true' }).publicUrl).to.equal(address)
    }
    for (const address of [
      'https://cases.example.gov.cn/',
      'http://10.1.2.3:8088',
      'https://localhost.example.cn',
    ])
      expect(readConfig({ ZHIHENG_PUBLIC_URL: address }).publicUrl).to.equal(address.replace(/\/$/, ''))
    expect(readConfig({}).publicUrl).to.equal('')
    expect(readConfig({ ZHIHENG_DEMO: 'true' }).publicUrl).to.equal('http://localhost:8088')
  })
})
