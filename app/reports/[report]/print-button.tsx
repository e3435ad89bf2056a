"use client";

import { Button } from "@/components/ui/button";

export function PrintButton() {
  return (
    <Button type="button" kind="secondary" onClick={() => window.print()}>
      Print
    </Button>
  );
}
