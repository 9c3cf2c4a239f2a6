import { useMutation } from "@tanstack/react-query";
import { api, ask } from "../../api/client.ts";
import type { paths } from "../../generated/api.ts";

export type NewReport = paths["/api/v1/reports"]["post"]["requestBody"]["content"]["application/json"];

/** The document itself. */
export const useMakeReport = () =>
  useMutation({
    mutationFn: (wanted: NewReport) =>
      ask<Blob>(
        api.POST("/api/v1/reports", { body: wanted, parseAs: "blob" }) as Promise<{
          data?: Blob;
          error?: unknown;
          response: Response;
        }>,
      ),
  });
