import { metrics } from '@opentelemetry/api'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { sql } from 'drizzle-orm'
import { expect, inject, test } from 'vitest'
import { connectDb } from './client.ts'

test('every statement and commit is counted, with the SQLSTATE of those that failed', async () => {
  const exporter = new PrometheusExporter({ preventServerStart: true })
  const provider = new MeterProvider({ readers: [exporter] })
  metrics.setGlobalMeterProvider(provider)
  try {
    const url = inject('postgresUrl')
    await using client = connectDb(url, { max: 1 })
    await client.db.execute(sql`create temporary table steps (step int primary key)`)
    await client.db.transaction(async (tx) => {
      await tx.execute(sql`insert into steps values (1)`)
      await tx.execute(sql`select from steps`)
    })
    await client.db.execute(sql`insert into steps values (1)`).catch(() => undefined)
    await client.db.execute(sql`insert into steps values (2)`)
    await client.db.execute(sql`select from steps`)
    const text = new PrometheusSerializer('', false, undefined, true, true).serialize(
      (await exporter.collect()).resourceMetrics,
    )
    const database = new URL(url).pathname.slice(1)
    expect(text).toContain(`db_client_operation_duration_count{db_name="${database}"} 5`)
    expect(text).toContain(`db_client_operation_duration_count{db_name="${database}",error_type="23505"} 1`)
    expect(text).toContain(`db_client_commits_total{db_name="${database}"} 3`)
  } finally {
    metrics.disable()
    await provider.shutdown()
  }
})
