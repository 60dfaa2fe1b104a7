//! What the engines have in common.

/// Gives a statement of one engine its values.
macro_rules! query {
    ($sql:expr, $values:expr) => {{
        let mut query = match $sql {
            std::borrow::Cow::Borrowed(sql) => sqlx::query(sql),
            std::borrow::Cow::Owned(sql) => sqlx::query(sqlx::AssertSqlSafe(sql)),
        };
        for value in $values {
            query = match value {
                Value::Integer(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}

/// A transaction of one engine.
macro_rules! transaction {
    ($name:ident, $engine:ty, $row:ident) => {
        struct $name(sqlx::Transaction<'static, $engine>);

        #[async_trait]
        impl Transaction for $name {
            async fn read(&mut self, sql: Sql, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
                let rows = query!(sql, values).fetch_all(&mut *self.0).await?;
                Ok(rows.into_iter().map(Row::$row).collect())
            }

            async fn write(&mut self, sql: Sql, values: Vec<Value>) -> Result<u64, StoreError> {
                Ok(query!(sql, values).execute(&mut *self.0).await?.rows_affected())
            }

            async fn commit(self: Box<Self>) -> Result<(), StoreError> {
                Ok(self.0.commit().await?)
            }
        }
    };
}

pub(super) use {query, transaction};
