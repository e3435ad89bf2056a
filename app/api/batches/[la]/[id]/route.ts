import { redirect } from "next/navigation";
import { attachment } from "@/app/_web/download";
import { forms } from "@/app/_web/report-links";
import { respond } from "@/app/_web/respond";
import { placeScopeOrNone } from "@/app/_web/scope";
import { currentPerson } from "@/app/_web/session";
import { can } from "@/lib/access/capabilities";
import { type BatchFiles, batchFiles } from "@/lib/batches/download";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";
import { joinPdfs } from "@/lib/files/pdf-join";
import { zipOf } from "@/lib/files/zip-write";
import { reportXlsx } from "@/lib/reports/sheet";
import { readStored } from "@/lib/store";
import { yearLabel } from "@/lib/year";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ la: string; id: string }>;
}

/** A long download asks so often whether its reader may still have it. */
const recheckMs = 2000;

/** The files one after another, for as long as their reader may have them. */
async function* opened({ files, level }: BatchFiles, la: string) {
  let asked = Date.now();
  for (const file of files) {
    if (Date.now() - asked > recheckMs) {
      const { scope } = await placeScopeOrNone({ la });
      if (!can(scope, level < 3 ? "pupils" : "browse")) throw new Forbidden("You may no longer read this.");
      asked = Date.now();
    }
    yield { ...file, bytes: await readStored(file.stored) };
  }
}

async function* parts(files: BatchFiles, la: string) {
  for await (const { schoolName, bytes } of opened(files, la)) yield { title: schoolName, bytes };
}

async function* entries(files: BatchFiles, la: string) {
  for await (const { name, bytes } of opened(files, la)) yield { name: `${name}.pdf`, bytes };
}

/** Drawn from as the reader takes it; an error breaks the download off, so that half a file is not taken for a whole one. */
function streamOf(pieces: AsyncGenerator<Buffer>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

function joined(found: BatchFiles, la: string): AsyncGenerator<Buffer> {
  const title = `${found.title}, ${found.laName}, ${yearLabel(found.year)}`;
  const madeAt = new Date(found.madeAt.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  return joinPdfs(parts(found, la), { title, language: "en-GB", madeAt });
}

async function single(found: BatchFiles): Promise<Uint8Array<ArrayBuffer>> {
  const [file] = found.files;
  if (!file) throw new NotFound("There is no such file in this batch.");
  return new Uint8Array(await readStored(file.stored));
}

/** A batch as one PDF or a ZIP, or one school's file as PDF or Excel; who may have it is asked at every request. */
export const GET = respond(async (request: Request, { params }: Context) => {
  const { la, id } = await params;
  const { form, item } = Object.fromEntries(new URL(request.url).searchParams);
  if (form !== "pdf" && form !== "zip" && form !== "xlsx")
    throw new Invalid("The form must be one of pdf, zip, xlsx.", { form: "unknown" });
  if (!(await currentPerson())) redirect(`/sign-in?${new URLSearchParams({ to: `/la/${la}/batches` })}`);
  const { scope } = await placeScopeOrNone({ la });
  const found = await batchFiles(scope, { id, form, item });
  if (form === "zip")
    return attachment(streamOf(zipOf(entries(found, la))), { type: "application/zip", name: `${found.name}.zip` });
  if (form === "xlsx") {
    if (!found.report) throw new NotFound("There is no such file in this batch.");
    return attachment(new Uint8Array(await reportXlsx(found.report)), { ...forms.xlsx, name: `${found.name}.xlsx` });
  }
  const body = item ? await single(found) : streamOf(joined(found, la));
  return attachment(body, { ...forms.pdf, name: `${found.name}.pdf` });
});
