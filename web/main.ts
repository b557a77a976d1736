import { createApp } from 'vue'
import App from './app.vue'
import { router } from './router.ts'
import { keepSyncing } from './shared/offline/sync.ts'
import './shared/design.css'

createApp(App).use(router).mount('#app')
keepSyncing()
