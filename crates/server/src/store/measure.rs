//! Figures of the store.

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Registry;

use super::Writer;

/// Registers the figures of the store: where the audit chain ends.
pub(crate) fn register(registry: &mut Registry, writer: &Writer) {
    registry.register("store_group_size", "Commands in one transaction", writer.groups().clone());
    registry.register_collector(Box::new(AuditHead(writer.clone())));
}

/// The number of the last audit record of this server.
#[derive(Debug)]
struct AuditHead(Writer);

impl Collector for AuditHead {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), std::fmt::Error> {
        let gauge = ConstGauge::new(self.0.head().map_or(0, |head| head.sequence));
        let encoder = encoder.encode_descriptor("audit_head", "Number of the last audit record", None, gauge.metric_type())?;
        gauge.encode(encoder)
    }
}
