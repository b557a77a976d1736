import { expect } from 'chai'
import { parseRecord } from './parse-record.ts'

const exported = (value: string, key = '2251799813685258') =>
  `{"partitionId":1,"value":${value},"key":${key},"position":25,"timestamp":1795494157564,"valueType":"JOB","intent":"COMPLETED","recordType":"EVENT"}`

describe('records of the exporter', () => {
  it('are events with keys and positions as text', () => {
    expect(
      parseRecord(
        exported(
          '{"type":"w","deadline":1795494167165,"retries":3,"processInstanceKey":2251799813685251,"correlationKey":"7"}',
        ),
      ),
    ).to.deep.equal({
      position: '25',
      partitionId: 1,
      key: '2251799813685258',
      valueType: 'JOB',
      intent: 'COMPLETED',
      timestamp: 1795494157564,
      value: {
        type: 'w',
        deadline: 1795494167165,
        retries: 3,
        processInstanceKey: '2251799813685251',
        correlationKey: '7',
      },
    })
  })

  it('leave out commands', () => {
    expect(parseRecord(exported('{}').replace('EVENT', 'COMMAND'))).to.equal(undefined)
  })

  it('keep every digit of the keys of later partitions', () => {
    const parsed = parseRecord(
      exported(
        '{"jobKey":-1,"scopeKey":9007199254740993,"terminateInstructions":[{"elementInstanceKey":11258999068426241}],"value":"9007199254740993 {"}',
        '9007199254740995',
      ),
    )
    expect(parsed!.key).to.equal('9007199254740995')
    expect(parsed!.value).to.deep.equal({
      jobKey: '-1',
      scopeKey: '9007199254740993',
      terminateInstructions: [{ elementInstanceKey: '11258999068426241' }],
      value: '9007199254740993 {',
    })
  })

  it('leave the process’s own variables as they are', () => {
    const variables =
      '{"caseKey":12,"n":9007199254740994,"half":0.1234567890123456789,"deep":{"parentKey":1},"list":[{"a":9007199254740994}]}'
    for (const key of ['2251799813685258', '9007199254740995']) {
      const { value } = parseRecord(exported(`{"variables":${variables},"jobKey":7}`, key)) as {
        value: object
      }
      expect(value).to.deep.equal({ variables: JSON.parse(variables) as object, jobKey: '7' })
    }
  })
})
