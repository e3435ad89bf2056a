import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm, TextField } from "@/components/ui/act-form";
import { authoritySettings } from "@/lib/settings/change";
import { save } from "./actions";

export const metadata: Metadata = { title: "Settings" };

interface Props {
  params: Promise<{ la: string }>;
}

/** What the authority decides about itself. */
export default page(async ({ params }: Props) => {
  const { la } = await params;
  const { scope, hat } = await laScope(la);
  const settings = await authoritySettings(scope, {});
  return (
    <Main>
      <PageHead title="Settings" below={`What ${hat.laName} decides for itself`} />
      <div className="max-w-[60ch]">
        <ActForm act={save} id="settings" hidden={{ la }} send="Save">
          <TextField
            name="threshold"
            label="Threshold for small numbers"
            hint="Figures of fewer pupils are withheld from readers who may not see pupils, and so is whatever would give them away. 6 to 1000; it holds at once, for every report."
            inputMode="numeric"
            value={String(settings.threshold)}
          />
          <TextField
            name="queueLimit"
            label="Queue limit"
            hint="Uploads that may wait in the import queue at a time. A ZIP counts as one. 1 to 10000."
            inputMode="numeric"
            value={String(settings.queueLimit)}
          />
          <TextField
            name="senderName"
            label="Sender’s name of e-mails"
            hint={`Left empty: ${hat.laName}`}
            autoComplete="off"
            value={settings.senderName ?? ""}
          />
          <TextField
            name="replyTo"
            label="Reply address of e-mails"
            hint="Where answers go, and whom schools are told to ask. Left empty: nowhere."
            type="email"
            autoComplete="off"
            spellCheck={false}
            value={settings.replyTo ?? ""}
          />
        </ActForm>
      </div>
    </Main>
  );
});
