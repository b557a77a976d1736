/** 出入库单据 that can be drawn up now, what each asks for, and where it is sent. */
import type { Component, Data } from '../../forms/form.ts'
import { answered, api } from '../../shared/api/client.ts'
import { choice, line, optional, words } from './fields.ts'
import { type ItemPage, ways } from './property-words.ts'
import { type Store, warehouseName } from './warehouses.ts'

export interface SheetAct {
  key: string
  name: string
  /** What is printed. */
  paper: string
  about: string
  components: Component[]
  begun: Data
  send(data: Data): Promise<{ documentId: string; number: string | null }>
}

const remark = words('remark', '备注', 500, optional)

export function sheetActs(page: ItemPage, store: Store | null): SheetAct[] {
  const { openSheets, measure } = page
  const { id: measureId } = measure.measure
  const waysOf = (releaseId: string) => {
    const release = measure.releases.find(({ id }) => id === releaseId)
    return [...new Set(release?.items.map(({ way }) => ways[way]))].join('、')
  }
  return [
    ...openSheets.entry.map((warehouse): SheetAct => ({
      key: `entry-${warehouse}`,
      name: `开具入库单（${warehouseName(store, warehouse)}）`,
      paper: '入库单',
      about: '列出这项措施在该仓库尚未开单的入库；每次入库只上一张单。',
      components: [
        choice(
          'deliveredBy',
          '移交人',
          page.handlers.map(({ officerId, name }) => ({ label: name, value: officerId })),
        ),
        remark,
      ],
      begun: {},
      send: (data) =>
        answered(
          api.POST('/measures/{measureId}/entry-sheets', {
            params: { path: { measureId } },
            body: { warehouse, ...data } as never,
          }),
        ),
    })),
    ...openSheets.exit.map((releaseId): SheetAct => ({
      key: `exit-${releaseId}`,
      name: `开具出库审批单（${waysOf(releaseId)}）`,
      paper: '出库审批单',
      about: '附批准解除、处理的各级意见，出库以前开具；每次解除、处理一张。',
      components: [line('recipient', '接收人', 120, { validate: { minLength: 2 } })],
      begun: {},
      send: (data) =>
        answered(
          api.POST('/releases/{releaseId}/exit-sheet', {
            params: { path: { releaseId } },
            body: data as never,
          }),
        ),
    })),
    ...openSheets.back.map((releaseId): SheetAct => ({
      key: `back-${releaseId}`,
      name: '开具返还单',
      paper: '财物返还（领取）单',
      about: '每个领取人一张，列出其领取的、尚未开单的财物。',
      components: [
        line('place', '返还地点', 200, { validate: { minLength: 2 } }),
        line('idNumber', '领取人身份证件号码', 40, optional),
        line('phone', '领取人电话', 40, optional),
        remark,
      ],
      begun: {},
      send: (data) =>
        answered(
          api.POST('/releases/{releaseId}/return-sheets', {
            params: { path: { releaseId } },
            body: data as never,
          }),
        ),
    })),
    ...openSheets.disposal.map((releaseId): SheetAct => ({
      key: `disposal-${releaseId}`,
      name: '制作处理记录',
      paper: '涉案财物处理记录',
      about: '没收、移送、销毁、拍卖各一份，列出尚未记录的财物（行政处罚法 第七十四条）。',
      components: [
        line('place', '处理地点', 200, { validate: { minLength: 2 } }),
        words('course', '处理经过', 2000, { validate: { minLength: 2 } }),
        line('witness', '见证人', 60, { validate: { minLength: 2 } }),
      ],
      begun: {},
      send: (data) =>
        answered(
          api.POST('/releases/{releaseId}/disposal-records', {
            params: { path: { releaseId } },
            body: data as never,
          }),
        ),
    })),
  ]
}
