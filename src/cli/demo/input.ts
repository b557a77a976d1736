/** The story that a demo plays, as a JSON file: what docs/demo-input.md describes. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const answers = z.record(z.string(), z.json())
const decision = z.strictObject({
  decision: z.enum(['agree', 'return', 'reject']).describe('同意、退回、不予批准'),
  opinion: z.string().min(1).max(500),
  returnTo: z.number().int().min(0).optional().describe('退回到第几级；0 为承办人'),
})

export const demoInput = z.strictObject({
  title: z.string().describe('what the case is about, shown first'),
  startsAt: z.iso
    .datetime({ offset: true })
    .describe('the instant at which the clue comes in; the story’s clock begins there'),
  lead: z.string().describe('user name of the lead officer 主办'),
  assisting: z
    .array(z.string())
    .min(1, 'at least one assisting officer: two are required (行政处罚法 第四十二条)'),
  clue: z.strictObject({
    source: z.string().describe('code of data/clue-sources.yaml'),
    place: z.string().min(1),
    content: z.string().min(1),
    category: z.string().optional(),
    longitude: z.number().min(-180).max(180).optional(),
    latitude: z.number().min(-90).max(90).optional(),
    particulars: z.record(z.string(), z.string()).optional(),
  }),
  party: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('citizen'),
      name: z.string().min(1),
      idNumber: z.string(),
      phone: z.string().optional(),
      address: z.string().optional(),
    }),
    z.strictObject({
      kind: z.literal('organisation'),
      name: z.string().min(1),
      creditCode: z.string(),
      phone: z.string().optional(),
      address: z.string().optional(),
      legalRepresentative: z.string().optional(),
    }),
  ]),
  violation: z
    .strictObject({ category: z.string(), powerItem: z.string(), code: z.string() })
    .describe('chosen in three steps: category → power item → violation'),
  photos: z
    .array(
      z.strictObject({
        file: z.string().optional().describe('PNG or JPEG; a drawn sample when left out'),
        name: z.string(),
        shows: z.string(),
      }),
    )
    .default([]),
  facts: z
    .record(z.string(), answers)
    .describe(
      'by user task: the fields of its form; partyId, violationCode and recorder are filled in by the demo',
    ),
  decisions: z
    .record(z.string(), z.array(z.array(decision).min(1)))
    .default({})
    .describe(
      'by approval (stage, or stage/subject): rounds of decisions, tier by tier; what is not said is agreed to',
    ),
  party_acts: z
    .partialRecord(
      z.enum(['rights-waived', 'statement-received', 'hearing-requested', 'payment-received']),
      answers,
    )
    .describe('what the party does when the case waits for it'),
  hours: z
    .record(z.string(), z.number().min(0))
    .default({})
    .describe('by user task: how many hours pass before it is done; one by default'),
})

export type DemoInput = z.output<typeof demoInput>

/** JSON schema of the file, as text. */
export function demoInputSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(demoInput, { io: 'input' }), null, 2)}\n`
}

/** @throws Error with one line per fault. */
export function readDemoInput(file: string): DemoInput {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`)
  }
  const parsed = demoInput.safeParse(content)
  if (parsed.success) return parsed.data
  throw new Error(
    parsed.error.issues
      .map((issue) => `${file}: ${issue.path.join('.') || 'file'}: ${issue.message}`)
      .join('\n'),
  )
}
