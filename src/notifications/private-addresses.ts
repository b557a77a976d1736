/**
 * What a webhook may reach: a person chooses its address, our server calls it. Private, local and reserved addresses are refused (SSRF), by the address that the
 * name resolves to and that is then really called, so that a name cannot point elsewhere in between.
 */
import { lookup as resolve } from 'node:dns/promises'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const reserved = new BlockList()
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  reserved.addSubnet(address, prefix, 'ipv4')
// Only global unicast is left of IPv6, and of that neither documentation nor what wraps an IPv4 address.
for (const [address, prefix] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  reserved.addSubnet(address, prefix, 'ipv6')

export class AddressRefused extends Error {}

/** Subnets as `10.1.2.0/24`, or single addresses, that the bureau's configuration allows. @throws Error for what is neither. */
export function allowedNetworks(list: string): BlockList {
  const allowed = new BlockList()
  for (const text of list.split(/[\s,]+/).filter((one) => one !== '')) {
    const [address = '', prefix] = text.split('/')
    const family = isIP(address)
    if (family === 0) throw new Error(`${text} is no address and no subnet`)
    const type = family === 4 ? 'ipv4' : 'ipv6'
    allowed.addSubnet(address, prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix), type)
  }
  return allowed
}

/** The `lookup` of a request: resolves, checks every answer, gives the first. The caller never connects to an address that was not checked. */
export function checkedLookup(allowed: BlockList): LookupFunction {
  return (hostname, options, answer) => {
    addressesOf(hostname, allowed).then(
      (addresses) => {
        if (options.all) answer(null, addresses)
        else answer(null, addresses[0]!.address, addresses[0]!.family)
      },
      (error: NodeJS.ErrnoException) => answer(error, '', 0),
    )
  }
}

/** @throws AddressRefused when any of the name's addresses is not to be reached. */
export async function addressesOf(
  hostname: string,
  allowed: BlockList,
): Promise<{ address: string; family: number }[]> {
  const name = hostname.replace(/^\[|\]$/g, '')
  const literal = isIP(name)
  const addresses = literal ? [{ address: name, family: literal }] : await resolve(name, { all: true })
  for (const { address, family } of addresses) {
    const type = family === 4 ? 'ipv4' : 'ipv6'
    if (reserved.check(address, type) && !allowed.check(address, type))
      throw new AddressRefused(`${address} is private or reserved`)
  }
  return addresses
}
