import { describe, expect, test } from "vitest";
import {
  guardedLookup,
  isPublicAddress,
  PrivateAddress,
  refusePrivateLiteral,
} from "../../src/platform/addresses.ts";

const lookup = (name: string, all: boolean): Promise<unknown> =>
  new Promise((resolve, reject) =>
    guardedLookup(name, { all }, (error, address) => (error ? reject(error) : resolve(address))),
  );

describe("addresses that are not of the public internet", () => {
  test.each([
    ["127.0.0.1", "loopback"],
    ["127.8.9.10", "loopback"],
    ["0.0.0.0", "this host"],
    ["10.1.2.3", "private"],
    ["172.16.0.1", "private"],
    ["172.31.255.255", "private"],
    ["192.168.1.1", "private"],
    ["169.254.169.254", "metadata of clouds"],
    ["100.64.0.1", "carrier-grade NAT"],
    ["224.0.0.1", "multicast"],
    ["255.255.255.255", "broadcast"],
    ["240.0.0.1", "reserved"],
    ["192.0.2.1", "documentation"],
    ["::1", "loopback"],
    ["::", "unspecified"],
    ["fe80::1", "link-local"],
    ["fc00::1", "unique local"],
    ["fd12:3456::1", "unique local"],
    ["ff02::1", "multicast"],
    ["::ffff:127.0.0.1", "loopback, mapped"],
    ["::ffff:a9fe:a9fe", "metadata, mapped"],
    ["64:ff9b::7f00:1", "loopback behind NAT64"],
    ["2002:7f00:1::", "loopback behind 6to4"],
    ["2001:db8::1", "documentation"],
  ])("%s (%s) is refused", (address) => {
    expect(isPublicAddress(address)).toBe(false);
    expect(() => refusePrivateLiteral(address)).toThrow(PrivateAddress);
  });

  test("a literal in brackets, as URLs write it, is refused too", () => {
    expect(() => refusePrivateLiteral("[::1]")).toThrow(PrivateAddress);
    expect(() => refusePrivateLiteral(new URL("http://[::ffff:7f00:1]/").hostname)).toThrow(PrivateAddress);
  });

  test.each(["2130706433", "0x7f.1", "0177.0.0.1", "127.1"])(
    "a loopback address disguised as %s is seen through once it is a URL",
    (host) => {
      expect(() => refusePrivateLiteral(new URL(`http://${host}/`).hostname)).toThrow(PrivateAddress);
    },
  );
});

describe("addresses of the public internet", () => {
  test.each(["1.1.1.1", "93.184.215.14", "172.32.0.1", "2606:4700:4700::1111"])(
    "%s is let through",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
      expect(() => refusePrivateLiteral(address)).not.toThrow();
    },
  );

  test("a name is not judged before it is resolved", () => {
    expect(() => refusePrivateLiteral("localhost")).not.toThrow();
  });
});

describe("a name that leads into a private network", () => {
  test.each([true, false])("is refused when it is resolved (all: %s)", async (all) => {
    await expect(lookup("localhost", all)).rejects.toThrow(
      /localhost leads to the private address (127\.|::1)/,
    );
  });

  test("fails as any name that is not there", async () => {
    await expect(lookup("no-such-name.invalid", true)).rejects.toMatchObject({
      code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
    });
  });
});
