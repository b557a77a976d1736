/** The form's controls on the phone: the platform's own where it has one, since its keyboards, wheels and readers are what thumbs and ears know. */
import '../phone.css'
import type { Controls } from '../../forms/controls.ts'
import CheckboxControl from './checkbox-control.vue'
import ChoiceControl from './choice-control.vue'
import DateControl from './date-control.vue'
import NumberControl from './number-control.vue'
import OfficerControl from './officer-control.vue'
import PartyControl from './party-control.vue'
import SelectControl from './select-control.vue'
import TextControl from './text-control.vue'
import ViolationControl from './violation-control.vue'

export const phoneControls: Controls = {
  text: TextControl,
  'long-text': TextControl,
  number: NumberControl,
  date: DateControl,
  select: SelectControl,
  radio: ChoiceControl,
  several: ChoiceControl,
  tags: ChoiceControl,
  checkbox: CheckboxControl,
  party: PartyControl,
  violation: ViolationControl,
  officer: OfficerControl,
}
