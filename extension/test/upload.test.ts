/** A file that is uploaded: rows that go back as they were, cells that are mended, and answers that are lost. */
import { describe, expect, it } from "vitest";
import { CallError } from "../src/console/api";
import { cellFault, placeOf } from "../src/console/upload/columns";
import { UploadJob, type Calls, type Terms } from "../src/console/upload/job";
import { excerpt, readTable, withCells } from "../src/console/upload/table";
import { template } from "../src/console/upload/template";

const MARK = "\uFEFF";
const EXCEL = `${MARK}Vacatures maart;;\r\nsep=;\r\nkind;title;caption_nl_personal\r\n\r\nvacancy;"Lasser; Zwolle";"Kom je\nook?"\r\nstory;Paling;" zegt hij ""nee"""\r\nevent;Dag;x`;

function parsed(text: string, first: number) {
  const table = readTable(text, first);
  if (table === undefined) throw new Error("no table was found");
  return table;
}

describe("a table", () => {
  it("has its rows by the line in which each begins, below whatever stands above them", () => {
    const table = parsed(EXCEL, 5);

    expect(table.columns).toEqual(["kind", "title", "caption_nl_personal"]);
    expect([...table.rows.keys()]).toEqual([5, 7, 8]);
    expect(table.rows.get(5)?.cells).toEqual(["vacancy", "Lasser; Zwolle", "Kom je\nook?"]);
  });

  it.each([[EXCEL, 5, [5, 7, 8]], ["a,b\n1,2\n3,4\n", 2, [2, 3]], ["a\tb\r\n\"x\r\ny\"\t2\r\n", 2, [2]], ["a|b\r1|2\r", 2, [2]]])(
    "goes back letter for letter when nothing was mended",
    (text, first, lines) => {
      expect(excerpt(parsed(text, first), lines).text.trimEnd()).toBe(text.trimEnd());
    },
  );

  it("says for each line of what is left where it stood before", () => {
    const { text, lines } = excerpt(parsed(EXCEL, 5), [7, 8]);

    expect(text).toBe(`${EXCEL.split("vacancy;")[0] ?? ""}story;Paling;" zegt hij ""nee"""\r\nevent;Dag;x\r\n`);
    expect([...lines]).toEqual([[5, 7], [6, 8]]);
  });

  it("keeps what the other cells of a mended row say, and its own separator and line ends", () => {
    const table = parsed(EXCEL, 5);
    const mended = withCells(table, 5, ["story", "Lasser; Zwolle", "Kom je\nook?"]);

    const again = parsed(excerpt(mended, [5]).text, 5);

    expect(again.rows.get(5)?.cells).toEqual(["story", "Lasser; Zwolle", "Kom je\nook?"]);
    expect(again.newline).toBe("\r\n");
    expect([...mended.mended]).toEqual([5]);
    expect(table.mended.size).toBe(0);
  });

  it("finds a column by the server's name for it", () => {
    expect(placeOf(parsed("Kind,Destination URL\nstory,x\n", 2), "destination_url")).toBe(1);
    expect(placeOf(parsed("kind,title\nstory,x\n", 2), "status")).toBe(-1);
  });
});

describe("a fault", () => {
  const table = parsed("Kind;Destination URL;publish_at\nstory;x;y\n", 2);

  it.each([
    ["/publish_at", "Expected a date. (column publish_at)", { message: "Expected a date.", place: 2 }],
    ["/publish_at", "Verwacht werd een datum. (kolom publish_at)", { message: "Verwacht werd een datum.", place: 2 }],
    ["/destination_url", "Links may not lead there.", { message: "Links may not lead there.", place: 1 }],
    ["/captions", "Expected at least one caption.", { message: "Expected at least one caption.", place: -1 }],
    ["", "Row 3 says the same.", { message: "Row 3 says the same.", place: -1 }],
    ["/captions/0/text", "Too long. (column caption_nl_personal)", { message: "Too long. (column caption_nl_personal)", place: -1 }],
  ])("at %o stands at its cell, or at the row", (pointer, message, shown) => {
    expect(cellFault(table, { pointer, message })).toEqual(shown);
  });
});

type Answer = Awaited<ReturnType<Calls["send"]>>;
interface Sent { readonly text: string; readonly isDryRun: boolean; readonly key: string | undefined; readonly terms: Terms }

const CSV = "kind;title\nstory;One\nstori;Two\nevent;Three\n";

/** A server that refuses a kind that there is not, and can be away. */
function server() {
  const sent: Sent[] = [];
  const state = { isAway: false, awayAt: 0 };
  const judge = (line: string, row: number): Answer["rows"][number] => {
    const isGood = /^(?:story|event);/u.test(line);
    const errors = isGood ? [] : [{ pointer: "/kind", message: "Expected a kind. (column kind)" }];
    return { row, external_id: null, status: isGood ? "created" : "refused", id: null, errors, warnings: [] };
  };
  const calls: Calls = {
    send: async ({ body, isDryRun, key, terms, onProgress }) => {
      const text = await body.text();
      for (const sent of [text.length / 2, text.length]) onProgress({ sent, total: text.length });
      sent.push({ text, isDryRun, key, terms });
      if (state.isAway) throw new CallError({ kind: "offline" });
      if (!isDryRun && sent.filter((one) => !one.isDryRun).length === state.awayAt) throw new CallError({ kind: "offline" });
      return { ended: terms.endsMissing ? [{}] : [], rows: text.trim().split("\n").slice(1).map((line, at) => judge(line, at + 2)) };
    },
  };
  return { sent, state, upload: new UploadJob("suggestions", calls) };
}

const statuses = (upload: UploadJob): string[] =>
  upload.state.entries.map(({ line, verdict, isStored }) => `${String(line)} ${verdict.status}${isStored ? " stored" : ""}`);

describe("an upload", () => {
  it("looks at the whole file first and stores nothing", async () => {
    const { upload, sent } = server();

    await upload.choose(new File([CSV], "maart.csv"));

    expect(statuses(upload)).toEqual(["2 created", "3 refused", "4 created"]);
    expect(sent.map(({ isDryRun }) => isDryRun)).toEqual([true]);
    expect(sent[0]?.text).toBe(CSV);
  });

  it("stores what is good, lets a cell be mended, and then stores what is left and nothing else", async () => {
    const { upload, sent } = server();
    await upload.choose(new File([CSV], "maart.csv"));
    expect(await upload.store()).toBe(2);
    expect(statuses(upload)).toEqual(["2 created stored", "3 refused", "4 created stored"]);

    await upload.mend(3, 0, "story");
    expect(statuses(upload)[1]).toBe("3 created");
    expect(await upload.store()).toBe(1);

    expect(sent.at(-1)).toMatchObject({ text: "kind;title\nstory;Two\n", isDryRun: false });
    expect(statuses(upload)[1]).toBe("3 created stored");
  });

  it("keeps what was mended while the server is away, and looks at it later", async () => {
    const { upload, state } = server();
    await upload.choose(new File([CSV], "maart.csv"));
    state.isAway = true;

    await upload.mend(3, 0, "story");

    expect(upload.state.failure?.kind).toBe("offline");
    expect(upload.state.entries[1]?.isUnchecked).toBe(true);
    expect(upload.state.table?.rows.get(3)?.cells).toEqual(["story", "Two"]);
    state.isAway = false;
    await upload.checkRow(3);
    expect(statuses(upload)[1]).toBe("3 created");
    expect(upload.state.failure).toBeUndefined();
  });

  it("repeats what may have arrived under the same key, and takes another key for something else", async () => {
    const { upload, sent, state } = server();
    await upload.choose(new File([CSV], "maart.csv"));
    state.isAway = true;
    await upload.store();
    await upload.store();
    const [first, second] = sent.slice(-2);
    state.isAway = false;
    await upload.mend(3, 0, "story");
    await upload.store();

    expect(first?.key).toBeDefined();
    expect(second?.key).toBe(first?.key);
    expect(sent.at(-1)?.key).not.toBe(first?.key);
  });

  it("stores many rows a part at a time, says how far it is, and goes on with the very part whose answer was lost", async () => {
    const { upload, sent, state } = server();
    const rows = Array.from({ length: 1200 }, (_, at) => `${at === 3 ? "stori" : "story"};${String(at)}`);
    await upload.choose(new File([`kind;title\n${rows.join("\n")}\n`], "maart.csv"));
    const seen: number[] = [];
    upload.listen(() => { if (upload.state.phase === "storing") seen.push(upload.state.done); });
    state.awayAt = 2;

    expect(await upload.store()).toBe(499);
    expect(upload.state.failure?.kind).toBe("offline");
    state.awayAt = 0;
    expect(await upload.store()).toBe(700);

    const [, lost, again] = sent.filter(({ isDryRun }) => !isDryRun);
    expect(again).toEqual(lost);
    expect(seen).toEqual([0, 500, 0, 500, 701]);
    expect(statuses(upload).filter((one) => one.endsWith("stored"))).toHaveLength(1199);
  });

  it("says how much of the file was sent, until the server has all of it", async () => {
    const { upload, state } = server();
    const seen = new Set<number | undefined>();
    upload.listen(() => { seen.add(upload.state.sending?.sent); });

    await upload.choose(new File([CSV], "maart.csv"));
    expect([...seen]).toEqual([undefined, CSV.length / 2]);
    expect(upload.state.sending).toBeUndefined();

    state.isAway = true;
    await upload.check();
    expect(upload.state.sending).toBeUndefined();
  });

  it("names its source, and archives what that has no more with the whole file alone", async () => {
    const { upload, sent } = server();
    upload.setTerms({ source: "job-feed", existing: "keep", endsMissing: true });
    await upload.choose(new File([CSV], "maart.csv"));
    expect(upload.state.ended).toBe(1);
    await upload.store();
    await upload.mend(3, 0, "story");
    await upload.store();

    const terms = { source: "job-feed", existing: "keep" };
    expect(sent.map((one) => one.terms)).toEqual([true, true, false, false].map((endsMissing) => ({ ...terms, endsMissing })));
  });

  it("takes JSON as it is, and mends nothing in it", async () => {
    const { upload } = server();

    await upload.choose(new File(["{}\n{}\n"], "maart.jsonl"));

    expect(upload.state.table).toBeUndefined();
    expect(upload.state.entries).toHaveLength(1);
  });
});

describe("the example to begin with", () => {
  it.each([["nl-NL", ";"], ["en", ","]])("opens in a spreadsheet in %s", (language, separator) => {
    const text = template("suggestions", language);
    const table = parsed(text, 2);

    expect(text.startsWith(MARK)).toBe(true);
    expect(table.separator).toBe(separator);
    expect(table.rows.get(2)?.cells).toHaveLength(table.columns.length);
    expect(table.rows.get(2)?.cells[placeOf(table, "status")]).toBe("draft");
  });
});
