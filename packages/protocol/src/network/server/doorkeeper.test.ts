import { describe, expect, test } from "vitest";
import { addressGroup, createDoorkeeper } from "./doorkeeper.ts";

function openDoor(maxConnections: number, maxPerAddress: number) {
  const clock = { nowMs: 0 };
  const ended: string[] = [];
  const door = createDoorkeeper({ maxConnections, maxPerAddress }, () => clock.nowMs);
  /** Lets one in, as if it had opened a stream at once. */
  const admit = (address: string, name: string) => {
    const visitor = door.admit(address, () => ended.push(name));
    visitor?.greeted();
    visitor?.opened();
    return visitor;
  };
  return { clock, ended, door, admit };
}

describe("[NW14] one address", () => {
  test("has so many places and no more, and others still find theirs", () => {
    const { admit, ended } = openDoor(10, 3);
    for (let i = 0; i < 3; i++) expect(admit("1.2.3.4", `${i}`)).toBeDefined();
    expect(admit("1.2.3.4", "fourth")).toBeUndefined();
    expect(admit("1.2.3.5", "other")).toBeDefined();
    expect(ended).toEqual([]);
  });

  test("that is full gives the place of its idlest, once that has been idle for 10 s", () => {
    const { admit, ended, clock } = openDoor(10, 2);
    const busy = admit("1.2.3.4", "busy");
    admit("1.2.3.4", "idle");
    admit("5.6.7.8", "idle elsewhere");
    clock.nowMs = 9999;
    expect(admit("1.2.3.4", "early")).toBeUndefined();
    clock.nowMs = 10_000;
    busy?.asked();
    expect(admit("1.2.3.4", "late")).toBeDefined();
    expect(ended).toEqual(["idle"]);
  });

  test("of this machine may take three quarters of all places", () => {
    const { admit } = openDoor(8, 2);
    const own = ["127.0.0.1", "::1", "127.0.0.9", "::ffff:127.0.0.1", "127.0.0.1", "127.0.0.1"];
    for (const address of own) expect(admit(address, "own")).toBeDefined();
    expect(admit("127.0.0.1", "own")).toBeUndefined();
    expect(admit("1.2.3.4", "other")).toBeDefined();
  });

  test("that closes has its place back", () => {
    const { admit } = openDoor(10, 1);
    admit("1.2.3.4", "first")?.gone();
    expect(admit("1.2.3.4", "second")).toBeDefined();
  });
});

describe("[NW14] a full house", () => {
  test("gives a newcomer the place of the idlest of those who have the most", () => {
    const { admit, ended, clock } = openDoor(5, 4);
    admit("9.9.9.9", "alone");
    clock.nowMs = 1;
    for (let i = 0; i < 4; i++) admit("1.2.3.4", `crowd ${i}`)?.asked();
    expect(admit("5.6.7.8", "newcomer")).toBeDefined();
    expect(ended).toEqual(["crowd 0"]);
  });

  test("has no place for one more of the many, nor for one of equals that are all busy", () => {
    const { admit, ended, clock } = openDoor(2, 2);
    const busy = admit("1.1.1.1", "one");
    admit("2.2.2.2", "two");
    expect(admit("1.1.1.1", "one more")).toBeUndefined();
    expect(admit("3.3.3.3", "three")).toBeUndefined();
    clock.nowMs = 10_000;
    busy?.asked();
    expect(admit("3.3.3.3", "three")).toBeDefined();
    expect(ended).toEqual(["two"]);
  });
});

describe("[NW14] a place is given up", () => {
  test("after 6 s of handshakes", () => {
    const { door, ended, clock } = openDoor(10, 3);
    door.admit("1.2.3.4", () => ended.push("silent"));
    clock.nowMs = 5999;
    door.sweep();
    expect(ended).toEqual([]);
    clock.nowMs = 6000;
    door.sweep();
    expect(ended).toEqual(["silent"]);
  });

  test("after 10 s without one of our streams, and not while one is open", () => {
    const { door, ended, clock, admit } = openDoor(10, 3);
    door.admit("1.2.3.4", () => ended.push("no stream"))?.greeted();
    const open = admit("1.2.3.4", "stream");
    clock.nowMs = 9999;
    door.sweep();
    expect(ended).toEqual([]);
    clock.nowMs = 60_000;
    door.sweep();
    expect(ended).toEqual(["no stream"]);
    open?.closed();
    clock.nowMs = 69_999;
    door.sweep();
    expect(ended).toEqual(["no stream"]);
    clock.nowMs = 70_000;
    door.sweep();
    expect(ended).toEqual(["no stream", "stream"]);
  });

  test("a second after its connection is over, and all when the house closes", () => {
    const { door, ended, clock, admit } = openDoor(10, 3);
    admit("1.2.3.4", "left")?.left();
    admit("1.2.3.4", "stays");
    clock.nowMs = 999;
    door.sweep();
    expect(ended).toEqual([]);
    clock.nowMs = 1000;
    door.sweep();
    expect(ended).toEqual(["left"]);
    door.close();
    door.close();
    expect(ended).toEqual(["left", "stays"]);
  });
});

test.each([
  ["1.2.3.4", "1.2.3.4"],
  ["::ffff:1.2.3.4", "1.2.3.4"],
  ["127.1.2.3", "loopback"],
  ["::1", "loopback"],
  ["2001:DB8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8::6", "2001:db8:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  ["2001:db8:1:2::", "2001:db8:1:2"],
])("[NW14] %s counts as %s", (address, group) => {
  expect(addressGroup(address)).toBe(group);
});

test("[NW15] who may not be where it says has a free place and nobody else's", () => {
  const { admit, door, ended, clock } = openDoor(3, 2);
  const knock = (address: string) => door.admitUnproved(address, () => ended.push(address));
  admit("1.2.3.4", "first");
  expect(knock("1.2.3.4")).toBeDefined();
  clock.nowMs = 20_000;
  expect(knock("1.2.3.4")).toBeUndefined(); // its address is full of the idle
  expect(knock("5.6.7.8")).toBeDefined();
  expect(knock("9.9.9.9")).toBeUndefined(); // so is the node
  expect(ended).toEqual([]);
  expect(admit("9.9.9.9", "by TCP")).toBeDefined();
});
