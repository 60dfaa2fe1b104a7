//! `aclavis admin`

use super::runtime::{administration, block_on, config};
use crate::args::{AdminCommand, RequestArgs, UnlockArgs};
use crate::failure::Failure;
use crate::screen;

pub(crate) fn run(command: &AdminCommand) -> Result<(), Failure> {
    match command {
        AdminCommand::Approve(args) => judge(args, true),
        AdminCommand::Deny(args) => judge(args, false),
        AdminCommand::Unlock(args) => unlock(args),
        AdminCommand::RotateMaster(args) => {
            let config = config(args)?;
            let rotated = block_on(async { administration(&config).await?.rotate_master().await })?;
            let (from, to, sealed) = (rotated.from, rotated.to, rotated.sealed);
            screen::print_result(&if from == to {
                format!("master secret {to} is in use already")
            } else {
                format!("new keys come from master secret {to}, no longer from {from}; {sealed} stored secrets were sealed anew")
            })
        }
    }
}

fn judge(args: &RequestArgs, is_approved: bool) -> Result<(), Failure> {
    let config = config(&args.config)?;
    let request = block_on(async {
        let administration = administration(&config).await?;
        if is_approved { administration.approve(args.request).await } else { administration.deny(args.request).await }
    })?;
    screen::print_result(&format!("the request {} is {}", request.uuid, request.status))
}

fn unlock(args: &UnlockArgs) -> Result<(), Failure> {
    let config = config(&args.config)?;
    let forgotten = block_on(async {
        let administration = administration(&config).await?;
        administration.unlock(args.smartcard, args.principal.map(|sid| sid.to_string())).await
    })?;
    screen::print_result(&match forgotten {
        0 => format!("the smart card {} is not locked: nothing was counted", args.smartcard),
        1 => format!("the smart card {} is not locked any more: what 1 principal has asked for counts no longer", args.smartcard),
        many => {
            format!(
                "the smart card {} is not locked any more: what {many} principals have asked for counts no longer",
                args.smartcard
            )
        }
    })
}
