/** Light, dark, for bright sun, or as the system has it: kept on this device. */
import { ref, watchEffect } from 'vue'

export const themes = { system: '随系统', light: '浅色', dark: '深色', sun: '强光' } as const
export type Theme = keyof typeof themes

const key = 'zhiheng.theme'
const system = matchMedia('(prefers-color-scheme: dark)')
const systemDark = ref(system.matches)
system.addEventListener('change', ({ matches }) => (systemDark.value = matches))

export const theme = ref<Theme>((localStorage.getItem(key) as Theme | null) ?? 'system')

watchEffect(() => {
  const dark = theme.value === 'dark' || (theme.value === 'system' && systemDark.value)
  document.documentElement.dataset.theme = dark ? 'dark' : theme.value === 'sun' ? 'sun' : 'light'
  // Element Plus looks for this class.
  document.documentElement.classList.toggle('dark', dark)
  localStorage.setItem(key, theme.value)
})
