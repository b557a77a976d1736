/** 入库、移库、出库: which of them the item's state lets the keeper do now, the one that comes next first; what each asks for, and where it is sent. */
import type { Component, Data } from '../../forms/form.ts'
import { answered, api } from '../../shared/api/client.ts'
import { choice, line, optional, past, words } from './fields.ts'
import { type ItemPage, type Release, type Way, ways } from './property-words.ts'
import { placeOf, shelfChoices, type Store } from './warehouses.ts'

export interface ItemAct {
  key: string
  name: string
  about: string
  /** What comes next for the item, rather than what also can be done. */
  isNext: boolean
  components: Component[]
  begun: Data
  send(data: Data): Promise<unknown>
  done: string
}

export interface OfficerChoice {
  id: string
  name: string
  post: string | null
}

export function itemActs(page: ItemPage, store: Store, officers: OfficerChoice[]): ItemAct[] {
  const { item } = page
  return [
    ...(item.waits === 'entry' ? [enter(page, store)] : []),
    ...page.measure.releases
      .filter(({ state }) => state === 'approved' && Number(item.onShelf) > 0)
      .flatMap((release) => giveOut(page, release, officers)),
    ...(item.warehouse === null ? [] : [move(page, store)]),
  ]
}

function enter({ item }: ItemPage, store: Store): ItemAct {
  return {
    key: 'entry',
    name: '入库',
    about: '按清单清点实物；数量与清单不符的不能入库，请与办案人员核对（行政强制法 第二十六条）。',
    isNext: true,
    components: [
      choice('place', '仓库和货位', shelfChoices(store)),
      line('quantity', `清点的实物数量（${item.unit}）`, 20),
      words('note', '说明', 500, optional),
    ],
    begun: {},
    send: ({ place, ...data }) =>
      answered(
        api.POST('/property-items/{itemId}/entry', {
          params: { path: { itemId: item.id } },
          body: { ...placeOf(place as string), ...data } as never,
        }),
      ),
    done: '已入库',
  }
}

function move({ item }: ItemPage, store: Store): ItemAct {
  const here = `${item.warehouse}/${item.shelf}`
  return {
    key: 'move',
    name: '移库',
    about: `现在在${item.warehouseName} ${item.shelf}。`,
    isNext: false,
    components: [
      choice(
        'place',
        '移到',
        shelfChoices(store).filter(({ value }) => value !== here),
      ),
      words('note', '原因', 500, { validate: { minLength: 2 } }),
    ],
    begun: {},
    send: ({ place, note }) =>
      answered(
        api.POST('/property-items/{itemId}/moves', {
          params: { path: { itemId: item.id } },
          body: { ...placeOf(place as string), note: note as string },
        }),
      ),
    done: '已移库',
  }
}

const remark = words('remark', '备注', 1000, optional)

/** What must be known of each way out (src/property/give-out.ts). */
function particulars(way: Way, officers: OfficerChoice[]): Component[] {
  switch (way) {
    case 'returned':
      return [
        line('recipient', '领取人', 60),
        line('relation', '与物主的关系', 40, { description: '如本人、委托代理人。' }),
        past('signedAt', '签收时间'),
        remark,
      ]
    case 'confiscated':
      return [line('treasuryReceipt', '缴库凭证', 60, optional), remark]
    case 'transferred':
      return [
        line('organ', '接收机关', 120, { validate: { minLength: 2 } }),
        line('receivedBy', '签收人', 60),
        remark,
      ]
    case 'destroyed':
      return [
        {
          ...choice(
            'officerIds',
            '执法人员',
            officers.map(({ id, name, post }) => ({ label: post ? `${name} · ${post}` : name, value: id })),
          ),
          type: 'taglist',
          description: '两名以上。',
        },
        line('witness', '见证人', 60),
        line('place', '销毁地点', 200),
        remark,
      ]
    default:
      return [
        line('auctioneer', '拍卖机构', 120, { validate: { minLength: 2 } }),
        {
          type: 'number',
          id: 'proceedsFen',
          key: 'proceedsFen',
          label: '拍卖所得',
          decimalDigits: 2,
          appearance: { suffixAdorner: '元' },
          validate: { required: true, min: 0 },
        },
        remark,
      ]
  }
}

function giveOut({ item }: ItemPage, release: Release, officers: OfficerChoice[]): ItemAct[] {
  const covered = release.items.find(({ itemId }) => itemId === item.id)
  if (!covered || Number(covered.givenOut) >= Number(covered.quantity)) return []
  const { way } = covered
  return [
    {
      key: `exit-${release.id}`,
      name: `出库（${ways[way]}）`,
      about: `批准${ways[way]} ${covered.quantity} ${item.unit}，已出库 ${covered.givenOut} ${item.unit}：${release.groundText}。登记后不能撤回。`,
      isNext: true,
      components: [
        line('quantity', `出库数量（${item.unit}）`, 20),
        {
          type: 'group',
          id: 'particulars',
          path: 'particulars',
          label: ways[way],
          components: particulars(way, officers),
        },
      ],
      begun: { quantity: rest(covered), particulars: known(item, way) },
      send: ({ quantity, particulars: said = {} }) =>
        answered(
          api.POST('/releases/{releaseId}/exits', {
            params: { path: { releaseId: release.id } },
            body: { itemId: item.id, quantity, particulars: { way, ...inFen(said as Data) } } as never,
          }),
        ),
      done: '已出库',
    },
  ]
}

/** Goods go back to their owner unless somebody else comes for them. */
const known = ({ ownerName }: ItemPage['item'], way: Way): Data =>
  way === 'returned' && ownerName !== null ? { recipient: ownerName, relation: '本人' } : {}

/** Decimal text; more than six places no unit has. */
const rest = ({ quantity, givenOut }: { quantity: string; givenOut: string }) =>
  String(Number((Number(quantity) - Number(givenOut)).toFixed(6)))

const inFen = ({ proceedsFen, ...said }: Data): Data =>
  proceedsFen === undefined ? said : { ...said, proceedsFen: Math.round(Number(proceedsFen) * 100) }
