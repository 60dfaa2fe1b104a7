//! What the conditions of a descriptor speak about.

use core::cell::OnceCell;

use crate::access::condition::Perspective;
use crate::access::source::Source;
use crate::access::token::AccessToken;
use crate::condition::{Claims, SIGNATURE, Tokens, Truth, evaluate};
use crate::descriptor::{AceFlags, AceRef, AceType};
use crate::error::Error;

/// The token, and the attributes of the resource, which are read when a condition asks for one.
pub(super) struct Surroundings<'c, S> {
    token: &'c AccessToken,
    descriptor: S,
    resource: OnceCell<Claims>,
    /// The steps that are left.
    steps: usize,
}

impl<'c, 'a, S: Source<'a>> Surroundings<'c, S> {
    pub(super) const fn new(token: &'c AccessToken, descriptor: S, steps: usize) -> Self {
        Self { token, descriptor, resource: OnceCell::new(), steps }
    }

    /// The value of an ACE's condition. Data that is none, which belongs to an application, cannot be evaluated.
    pub(super) fn truth(&mut self, ace: AceRef<'a>, refuses: bool) -> Result<Truth, Error> {
        match ace.data().strip_prefix(SIGNATURE) {
            Some(tokens) => self.value(Tokens::of_expression(tokens), refuses),
            None => Ok(Truth::Unknown),
        }
    }

    /// The value of a condition.
    pub(super) fn value(&mut self, tokens: Tokens<'_>, refuses: bool) -> Result<Truth, Error> {
        let mut steps = self.steps;
        let truth = evaluate(tokens, &Perspective { token: self.token, resource: || self.resource(), refuses }, &mut steps);
        self.steps = steps;
        truth
    }

    fn resource(&self) -> Result<&Claims, Error> {
        if let Some(claims) = self.resource.get() {
            return Ok(claims);
        }
        let aces = self.descriptor.sacl_aces().map(|(_, ace)| ace);
        let aces = aces.filter(|ace| applies(*ace, AceType::SYSTEM_RESOURCE_ATTRIBUTE));
        let attributes: alloc::vec::Vec<_> = aces.filter_map(AceRef::attribute).collect::<Result<_, _>>()?;
        Ok(self.resource.get_or_init(|| Claims::of_resource(attributes)))
    }
}

/// Whether an ACE has this type and concerns the object itself.
#[inline(always)]
pub(super) fn applies(ace: AceRef<'_>, ace_type: AceType) -> bool {
    ace.ace_type() == ace_type && !ace.flags().contains(AceFlags::INHERIT_ONLY)
}
