/** The bound volume 卷宗 and its catalogue, and the labels of property. */
import type { LegalDay } from './facts.ts'

export interface VolumeFacts {
  /** 卷宗号. */
  number?: string
  /** 年度. */
  year?: number
  /** 第几卷 / 共几卷. */
  part?: number
  parts?: number
  /** 保管期限: 永久 / 30年 / 10年. */
  retention?: string
  archivedOn?: LegalDay
  filer?: string
  checker?: string
  /** Remark of the back sheet 本卷情况说明. */
  remark?: string
  /** Filled by `renderVolume`; page numbers are of the volume's body. */
  documents?: VolumeEntry[]
  /** Filled by `renderVolume`. */
  pages?: number
}

export interface VolumeEntry {
  no: number
  title: string
  number?: string
  date?: LegalDay
  responsible?: string
  /** First and last page within the volume. */
  firstPage: number
  lastPage: number
  remark?: string
}

/** 涉案财物标签: all missing where the sheet's place is used up already. */
export interface LabelFacts {
  number?: string
  name?: string
  specification?: string
  /** With its unit. */
  quantity?: string
  owner?: string
  caseNumber?: string
  /** Warehouse and shelf. */
  place?: string
  /** QR code as SVG path, its view box, and how many modules its side has. */
  qr?: string
  qrBox?: string
  qrSize?: number
}
