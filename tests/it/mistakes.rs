//! What implementers get wrong: each known defect of other readers and writers, as a test that this one does not have it.

mod binary;
mod text;
