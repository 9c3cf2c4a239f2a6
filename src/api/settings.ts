import { invalid } from "../errors.ts";
import { message } from "../messages.ts";
import type { ApiNeeds, KnownNetwork } from "./needs.ts";

/** @throws Invalid naming the networks there are */
export function networkNamed(ctx: Pick<ApiNeeds, "networks">, id: string, pointer: string): KnownNetwork {
  const network = ctx.networks.get(id);
  if (network) return network;
  const names = [...ctx.networks.keys()].join(", ");
  throw invalid(
    pointer,
    message(
      "unknown_network",
      `"${id}" is not a network Vigie knows; it knows ${names}`,
      `«\u202f${id}\u202f» n’est pas un réseau connu\u202f; Vigie connaît ${names}`,
    ),
  );
}

/**
 * Where a profile or source reaches its network: what was given, else the network's own address.
 * @throws Invalid when neither is there, or the one given is no web address
 */
export function baseUrlFor(network: KnownNetwork, given: string | undefined): string {
  const url = given ?? network.baseUrl;
  if (url === null || url === undefined)
    throw invalid(
      "/settings/baseUrl",
      message(
        "base_url_missing",
        `${network.name} is many servers: say which, such as "https://example.org"`,
        `${network.name} compte de nombreux serveurs\u202f: dites lequel, comme «\u202fhttps://example.org\u202f»`,
      ),
    );
  if (!/^https?:\/\//.test(url))
    throw invalid(
      "/settings/baseUrl",
      message(
        "base_url_scheme",
        `"${url}" does not begin with http:// or https://`,
        `«\u202f${url}\u202f» ne commence pas par http:// ou https://`,
      ),
    );
  return url.replace(/\/+$/, "");
}
