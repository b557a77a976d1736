/** What the page of a case answers about a file of evidence: its row. */
import { z } from 'zod'

export const evidenceFileForm = z.object({
  id: z.string(),
  caseId: z.string(),
  kind: z.string().describe('证据种类（行政处罚法 第四十六条）'),
  name: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  sm3: z.string(),
  size: z.number(),
  takenAt: z.number().describe('取证时间'),
  place: z.string(),
  longitude: z.number().nullable().describe('WGS84'),
  latitude: z.number().nullable(),
  takenBy: z.string().describe('取证的执法人员'),
  shows: z.string().describe('证明内容'),
  arrivedAt: z.number(),
  addedBy: z.string().nullable(),
  capturedAt: z.number().nullable().describe('文件自带的拍摄时间'),
  capturedLongitude: z.number().nullable(),
  capturedLatitude: z.number().nullable(),
  device: z.string().nullable(),
  uploadId: z.string().nullable(),
  carriedFrom: z.string().nullable().describe('由并案、分案、重新立案带来的，原案中的证据'),
})
