export { createPackages } from './service.ts'
export { type PackageVerification, verifyPackage } from './verify-package.ts'
