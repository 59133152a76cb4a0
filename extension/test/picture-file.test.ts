import { describe, expect, it } from "vitest";
import { blobOf, fileName } from "../src/panel/detail/picture-file";

describe("a picture that is taken along", () => {
  it.each([
    ["De paling komt er weer langs", "image/webp", "De-paling-komt-er-weer-langs.webp"],
    ["“Één jaar” / zonder?! ongeval…", "image/jpeg", "Één-jaar-zonder-ongeval.jpg"],
    ["../../etc", "image/png", "etc.png"],
    ["🎉", "image/png", "vertel.png"],
  ])("is saved under a name made of %s", (title, type, name) => {
    expect(fileName(title, type)).toBe(name);
  });

  it("is the bytes of the server, and their kind", async () => {
    const picture = blobOf(`data:image/png;base64,${btoa("\u0089PNG\u00ff\u0000")}`);
    expect(picture.type).toBe("image/png");
    expect([...new Uint8Array(await picture.arrayBuffer())]).toEqual([0x89, 0x50, 0x4e, 0x47, 0xff, 0]);
  });
});
