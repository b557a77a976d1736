/** The form's controls at a desk: Element Plus, with nothing of it loaded but what is used. */
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import 'element-plus/theme-chalk/el-checkbox-group.css'
import 'element-plus/theme-chalk/el-checkbox.css'
import 'element-plus/theme-chalk/el-date-picker.css'
import 'element-plus/theme-chalk/el-dialog.css'
import 'element-plus/theme-chalk/el-input.css'
import 'element-plus/theme-chalk/el-option.css'
import 'element-plus/theme-chalk/el-option-group.css'
import 'element-plus/theme-chalk/el-overlay.css'
import 'element-plus/theme-chalk/el-popper.css'
import 'element-plus/theme-chalk/el-radio-group.css'
import 'element-plus/theme-chalk/el-radio.css'
import 'element-plus/theme-chalk/el-scrollbar.css'
import 'element-plus/theme-chalk/el-select.css'
import 'element-plus/theme-chalk/el-tag.css'
import './element.css'
import type { Controls } from '../../forms/controls.ts'
import CheckboxControl from './checkbox-control.vue'
import ChoiceControl from './choice-control.vue'
import DateControl from './date-control.vue'
import NumberControl from './number-control.vue'
import OfficerControl from './officer-control.vue'
import PartyControl from './party-control.vue'
import SelectControl from './select-control.vue'
import TagsControl from './tags-control.vue'
import TextControl from './text-control.vue'
import ViolationControl from './violation-control.vue'

export const desktopControls: Controls = {
  text: TextControl,
  'long-text': TextControl,
  number: NumberControl,
  date: DateControl,
  select: SelectControl,
  radio: ChoiceControl,
  several: ChoiceControl,
  tags: TagsControl,
  checkbox: CheckboxControl,
  party: PartyControl,
  violation: ViolationControl,
  officer: OfficerControl,
}
