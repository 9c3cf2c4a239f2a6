import dns from "node:dns";
import net from "node:net";
import ipaddr from "ipaddr.js";

/** Thrown at connect time when a name leads into a private network. */
export class PrivateAddress extends Error {
  override name = "PrivateAddress";
  readonly code = "EPRIVATE";
  constructor(host: string, address: string) {
    super(`${host} leads to the private address ${address}, which is not allowed`);
  }
}

/** True for addresses of the public internet only: not loopback, private, link-local, metadata, multicast, reserved. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === "unicast";
}

/**
 * Refuses a host that is written as a private address. Names are checked when they are resolved (`guardedLookup`):
 * Node does not look up what is an address already.
 * @throws PrivateAddress
 */
export function refusePrivateLiteral(hostname: string): void {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (net.isIP(bare) !== 0 && !isPublicAddress(bare)) throw new PrivateAddress(hostname, bare);
}

/**
 * `dns.lookup` that fails when any address of the name is private. Checked on the very addresses the socket then
 * connects to, so a name that changes its answer (DNS rebinding) gains nothing.
 */
export const guardedLookup: net.LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "", 0);
    const refused = addresses.find(({ address }) => !isPublicAddress(address));
    if (refused) return callback(new PrivateAddress(hostname, refused.address), "", 0);
    const first = addresses[0];
    if (!first) return callback(new Error(`no address for ${hostname}`), "", 0);
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
