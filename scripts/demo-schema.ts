/** `npm run demo-schema`: writes docs/demo-input.schema.json from the zod schema; a test holds the file to it. */
import { writeFileSync } from 'node:fs'
import { demoInputSchema } from '../src/cli/demo/input.ts'

writeFileSync(new URL('../docs/demo-input.schema.json', import.meta.url), demoInputSchema())
