import { expect, it } from "vitest";
import { html, structured } from "./html";

it("what is put into markup stays text, in elements and in attributes", () => {
  const name = `"><script>alert('1')</script>&`;
  expect(html`<a title="${name}">${name}</a>`.text).toBe(
    '<a title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;</a>',
  );
});

it("markup nests, lists follow on, and nothing is written for nothing", () => {
  const items = ["a", "b"].map((each) => html`<li>${each}</li>`);
  expect(html`<ul>${items}${null}${false}${undefined}${0}</ul>`.text).toBe("<ul><li>a</li><li>b</li>0</ul>");
});

it("facts for search engines cannot end their script", () => {
  expect(structured({ name: "</script><b>" }).text).toBe(
    '<script type="application/ld+json">{"name":"\\u003c/script>\\u003cb>"}</script>',
  );
});
