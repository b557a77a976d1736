/** A party as answers show it: the day of birth serves the rules on age, and would give away what the masked number hides. */
import type { Party } from './service.ts'

export type ShownParty = Omit<Party, 'birthDay'>

export const shownParty = ({ birthDay: _birthDay, ...rest }: Party): ShownParty => rest
