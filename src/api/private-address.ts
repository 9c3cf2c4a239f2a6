import net from "node:net";
import { invalid } from "../errors.ts";
import { message } from "../messages.ts";
import { guardedLookup, PrivateAddress } from "../platform/addresses.ts";
import type { Http } from "../platform/http.ts";

/** A name server that is slower than this is not waited for: the call itself checks again. */
const lookupMilliseconds = 2000;

/**
 * Refuses an address that leads into a private network when it is set, and not only when it is called.
 * @throws Invalid at `pointer`
 */
export async function refusePrivateAddress(http: Http, url: string, pointer: string): Promise<void> {
  const { hostname } = new URL(url);
  const refused = await refusalOf(http, url, hostname);
  if (!refused) return;
  throw invalid(
    pointer,
    message(
      "private_address",
      `${refused.message}; an address on the public internet is wanted (whoever runs Vigie can allow others: VIGIE_ALLOW_PRIVATE_ADDRESSES=1)`,
      `${hostname} mène dans un réseau privé, ce qui n’est pas permis\u202f; il faut une adresse de l’internet public (qui exploite Vigie peut en permettre d’autres\u202f: VIGIE_ALLOW_PRIVATE_ADDRESSES=1)`,
    ),
  );
}

async function refusalOf(http: Http, url: string, hostname: string): Promise<PrivateAddress | null> {
  const refused = refusalOfAddress(http, url);
  // Where loopback may be called, any name may be.
  if (refused || !refusalOfAddress(http, "http://127.0.0.1/")) return refused;
  return refusalOfName(hostname);
}

function refusalOfAddress(http: Http, url: string): PrivateAddress | null {
  try {
    http.agentFor(url);
    return null;
  } catch (error) {
    if (error instanceof PrivateAddress) return error;
    throw error;
  }
}

/** Null also where the name cannot be looked up now: that may pass, and each call looks again. */
function refusalOfName(hostname: string): Promise<PrivateAddress | null> {
  if (net.isIP(hostname.replace(/^\[|\]$/g, "")) !== 0) return Promise.resolve(null);
  return new Promise((resolve) => {
    const patience = setTimeout(() => resolve(null), lookupMilliseconds);
    guardedLookup(hostname, {}, (error) => {
      clearTimeout(patience);
      resolve(error instanceof PrivateAddress ? error : null);
    });
  });
}
