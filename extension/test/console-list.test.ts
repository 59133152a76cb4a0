import { describe, expect, it, vi } from "vitest";
import type { Suggestion } from "vertel-schema";
import { callFailure, CallError } from "../src/console/api";
import { changeSuggestion, ChangedMeanwhile, type Calls, type Wish } from "../src/console/ui/change-suggestion";
import { stateOf, STATES } from "../src/console/ui/suggestion-state";
import { mostUsedFirst } from "../src/console/suggestions/caption-use";
import { runBulk } from "../src/console/suggestions/bulk";
import { copyOf } from "../src/console/suggestions/duplicate";
import { asked, filtersIn, isShown } from "../src/console/suggestions/listing";
import { allToggled, NONE, toggled } from "../src/console/suggestions/selection";
import { canonical, loadViews, renamed, saveViews, withoutView, withView } from "../src/console/suggestions/views";
import { IMAGE, suggestion } from "./documents";
import { memoryStore } from "./memory-store";

const NOW = Date.parse("2026-12-01T12:00:00Z");

describe("where a suggestion stands", () => {
  it.each([
    ["draft", { status: "draft", publish_at: "2026-12-05T08:00:00Z" }],
    ["archived", { status: "archived", expires_at: "2026-11-01T00:00:00Z" }],
    ["scheduled", { publish_at: "2026-12-01T12:00:01Z" }],
    ["live", { publish_at: "2026-12-01T12:00:00Z" }],
    ["live", { expires_at: "2026-12-09T00:00:00Z" }],
    ["withheld", { state: "withheld", expires_at: "2026-12-03T00:00:00Z" }],
    ["ending", { expires_at: "2026-12-08T12:00:00Z" }],
    ["expired", { expires_at: "2026-12-01T12:00:00Z" }],
    ["expired", { publish_at: "2026-12-05T08:00:00Z", expires_at: "2026-11-01T00:00:00Z" }],
  ] as const)("is %s", (state, part) => {
    expect(stateOf(suggestion(part), NOW)).toBe(state);
  });
});

describe("rows that are chosen", () => {
  const order = ["a", "b", "c", "d"];

  it("are one at a time, or from the last one to here with Shift", () => {
    const one = toggled(NONE, order, "b", false);
    expect([...one.ids]).toEqual(["b"]);
    expect([...toggled(one, order, "d", true).ids]).toEqual(["b", "c", "d"]);
    expect([...toggled(one, order, "a", true).ids]).toEqual(["b", "a"]);
  });

  it("are all left out from the last one to here, where this one is", () => {
    const all = allToggled(NONE, order);
    const without = toggled(all, order, "d", false);
    expect([...toggled(without, order, "b", true).ids]).toEqual(["a"]);
  });

  it("are a range only from a row that is still there", () => {
    const gone = toggled(NONE, ["x", ...order], "x", false);
    expect([...toggled(gone, order, "c", true).ids]).toEqual(["x", "c"]);
  });

  it("are all or none", () => {
    const all = allToggled(toggled(NONE, order, "b", false), order);
    expect([...all.ids]).toEqual(order);
    expect(allToggled(all, order).ids.size).toBe(0);
  });
});

/** A server with these suggestions, of which each change makes a newer version. */
function server(...stored: Suggestion[]) {
  const kept = new Map(stored.map((one) => [one.id, { document: one, version: 1 }]));
  const stale = new CallError({ kind: "refused", status: 412, detail: "Somebody changed it." });
  const calls = {
    readTagged: (id: string) => {
      const found = kept.get(id);
      return found === undefined ? Promise.reject(new CallError({ kind: "gone", status: 404 })) : Promise.resolve({ document: found.document, etag: String(found.version) });
    },
    patch: (id: string, patch: Partial<Suggestion>, { ifMatch }: { ifMatch: string }) => {
      const found = kept.get(id);
      if (String(found?.version) !== ifMatch || found === undefined) return Promise.reject(stale);
      const version = found.version + 1;
      const document = { ...found.document, ...patch, updated_at: `2026-12-01T12:00:0${String(version)}Z` };
      kept.set(id, { document, version });
      return Promise.resolve(document);
    },
  } as unknown as Calls;
  const write = (id: string, part: Partial<Suggestion>) => void calls.patch(id, part, { ifMatch: String(kept.get(id)?.version) });
  return { calls, write, read: (id: string) => kept.get(id)?.document };
}

describe("a change of many", () => {
  const archive = (seen: Suggestion): Wish => ({ seen, patch: { status: "archived" } });
  const onDraft = suggestion({ status: "draft", title: "Draft" });
  const live = suggestion({ title: "Live" });
  const archived = suggestion({ status: "archived", title: "Archived" });

  it("is made one by one, and taken back", async () => {
    const { calls, read } = server(onDraft, live, archived);
    const change = (wish: Wish) => changeSuggestion(wish, calls);
    const steps: number[] = [];
    const report = await runBulk([onDraft, live, archived].map(archive), { change, onProgress: ({ done }) => steps.push(done) });
    expect(report.changed.map(({ after }) => [after.title, after.status])).toEqual([["Draft", "archived"], ["Live", "archived"]]);
    expect(report.same.map(({ title }) => title)).toEqual(["Archived"]);
    expect(steps).toEqual([0, 1, 2]);

    const undone = await runBulk(report.changed.map(({ undo }) => undo), { change });
    expect(undone.failed).toEqual([]);
    expect([onDraft, live, archived].map(({ id }) => read(id)?.status)).toEqual(["draft", "published", "archived"]);
  });

  it("leaves alone what somebody changed since it was put on the screen, and does the others", async () => {
    const { calls, write, read } = server(onDraft, live);
    write(onDraft.id, { title: "Sanne's" });
    const report = await runBulk([onDraft, live].map(archive), { change: (wish) => changeSuggestion(wish, calls) });
    expect(report.failed.map(({ wish, error }) => [wish.seen.id, error instanceof ChangedMeanwhile])).toEqual([[onDraft.id, true]]);
    expect(read(onDraft.id)?.status).toBe("draft");
    expect(read(live.id)?.status).toBe("archived");
  });

  it("is refused where somebody was quicker in between, and not taken back over somebody's change", async () => {
    const { calls, write, read } = server(live);
    const racing: Calls = { ...calls, readTagged: async (id) => {
      const found = await calls.readTagged(id);
      write(id, { title: "Meanwhile" });
      return found;
    } };
    const raced = await runBulk([archive(live)], { change: (wish) => changeSuggestion(wish, racing) });
    expect(raced.failed.map(({ error }) => callFailure(error).status)).toEqual([412]);

    const now = read(live.id) ?? live;
    const done = await changeSuggestion(archive(now), calls);
    write(live.id, { title: "Later" });
    await expect(changeSuggestion(done?.undo ?? archive(live), calls)).rejects.toThrow(ChangedMeanwhile);
  });

  it("goes on after a refusal, and does not ask a server that cannot be reached once for each row", async () => {
    const refused = vi.fn().mockRejectedValueOnce(new CallError({ kind: "refused", status: 422, errors: [{ pointer: "/status", message: "Nobody agreed." }] })).mockResolvedValue(undefined);
    const some = await runBulk([archive(live), archive(onDraft)], { change: refused });
    expect(some.failed.map(({ error }) => callFailure(error).errors)).toEqual([[{ pointer: "/status", message: "Nobody agreed." }]]);
    expect(some.same).toHaveLength(1);

    const away = vi.fn().mockRejectedValue(new CallError({ kind: "offline" }));
    const none = await runBulk([archive(live), archive(onDraft)], { change: away });
    expect(none.failed).toHaveLength(2);
    expect(away).toHaveBeenCalledTimes(1);
  });

  it("can be stopped: what was not tried is left", async () => {
    const { calls } = server(live, onDraft);
    let tried = 0;
    const report = await runBulk([archive(live), archive(onDraft)], { change: (wish) => changeSuggestion(wish, calls), isStopped: () => tried++ > 0 });
    expect(report.changed).toHaveLength(1);
    expect(report.left.map(({ seen }) => seen.id)).toEqual([onDraft.id]);
  });
});

describe("filters", () => {
  it("are what stands in the address, and nothing else", () => {
    expect(filtersIn({ q: "taart", kind: "", x: "1", state: "live" })).toEqual({ q: "taart", state: "live" });
    expect(asked({ kind: "nonsense", q: "taart" })).toEqual({ view: "manage", q: "taart" });
  });

  it("ask the API for a state that it knows; what ends soon is live and expires within a week", () => {
    expect(STATES.map((state) => asked({ state }))).toEqual([
      { view: "manage", state: "draft" }, { view: "manage", state: "scheduled" }, { view: "manage", state: "live" },
      { view: "manage", ending_within: 7 }, { view: "manage", state: "withheld" }, { view: "manage", state: "expired" },
      { view: "manage", state: "archived" },
    ]);
    expect(asked({ team: "zorg", location: "Zwolle", sort: "title", state: "x" })).toEqual({ view: "manage", team: "zorg", location: "Zwolle", sort: "title" });
  });

  it("find what needs attention: warnings, or a consent that is missing, in what is published", () => {
    const warning = { code: "no-link", pointer: "/captions/0/text", message: "No link." };
    const shown = (part: Partial<Suggestion>) => isShown(suggestion(part), { needs: "attention" }, NOW);
    expect(asked({ needs: "attention" })).toEqual({ view: "manage", status: "published" });
    expect([shown({ warnings: [warning] }), shown({ state: "withheld" })]).toEqual([true, true]);
    expect([shown({}), shown({ warnings: [warning], expires_at: "2026-11-01T00:00:00Z" })]).toEqual([false, false]);
    expect(isShown(suggestion(), {}, NOW)).toBe(true);
  });
});

describe("saved views", () => {
  const views = [{ name: "Zwolle", search: "q=zwolle" }, { name: "Vacatures", search: "kind=vacancy" }];

  it("are kept by the editor's id", async () => {
    const store = memoryStore();
    await saveViews("noor", views, store);
    expect(await loadViews("noor", store)).toEqual(views);
    expect(await loadViews("samira", store)).toEqual([]);
    await store.set({ "views:samira": [{ name: 1 }] });
    expect(await loadViews("samira", store)).toEqual([]);
  });

  it("have one name each, and are the same in whatever order the filters stand", () => {
    expect(withView(views, { name: "Zwolle", search: "q=z" }).map(({ search }) => search)).toEqual(["kind=vacancy", "q=z"]);
    expect(renamed(views, "Zwolle", "Vacatures")).toEqual([{ name: "Vacatures", search: "q=zwolle" }]);
    expect(withoutView(views, "Zwolle")).toEqual([views[1]]);
    expect(canonical("q=a&kind=story")).toBe(canonical("kind=story&q=a&state="));
  });
});

it("captions that are used most come first, and those that nobody counted are hardly used", () => {
  const captions = ["a", "b", "c"].map((id) => ({ id, language: "nl", tone: "short" as const, text: id }));
  const usage = { captions: [{ caption_id: "b", shares: 10 }, { caption_id: "c", shares: 0 }] };
  expect(mostUsedFirst(captions, usage).map(({ caption, shares }) => [caption.id, shares])).toEqual([["b", 10], ["a", 0], ["c", 0]]);
});

it("a copy is a draft without dates, consents or another system's name", () => {
  const whole = suggestion({
    external_id: "vac-1", image: { ...IMAGE, focal_point: { x: 20, y: 75 } }, guidance: [{ language: "nl", do: "Noem de taart.", dont: null }], expires_at: "2026-12-03T00:00:00Z",
    captions: [{ id: "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e44", language: "nl", tone: "short", text: "Taart!" }],
    people: [{ id: "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e45", name: "Samira", consent_until: "2027-01-01" }],
  });
  expect(copyOf(whole, (title) => `${title} (kopie)`)).toEqual({
    kind: "story", title: "Taart (kopie)", titles: [], destination_url: whole.destination_url, utm: null, prompts: [], status: "draft",
    captions: [{ language: "nl", tone: "short", text: "Taart!" }],
    image: { id: IMAGE.id, alt: IMAGE.alt, alt_texts: [], focal_point: { x: 20, y: 75 } }, audience: whole.audience,
    guidance: [{ language: "nl", do: "Noem de taart.", dont: null }],
    people: [{ name: "Samira", consent_until: null }],
  });
});
