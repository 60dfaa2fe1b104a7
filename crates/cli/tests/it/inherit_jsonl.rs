//! `inherit --jsonl`.

use super::process::batch;

#[test]
fn every_record_gives_a_descriptor() {
    let records = r#"{"id":1,"parent":"D:AI(A;OICI;GA;;;BA)(A;OICI;GR;;;CO)","container":false,"token":{"owner":"BA","group":"SY"}}
{"id":2,"parent":"D:(A;OI;0x100000;;;SY)","explicit":"D:(A;;0x100000;;;WD)","explicit_defaulted":true,"token":{"owner":"BA","group":"SY"}}
{"id":3,"token":{"owner":"BA","group":"SY","default_dacl":"D:(A;;GA;;;SY)"},"mapping":{"read":1,"write":"0x2","execute":4,"all":7}}
{"id":4,"explicit":"O:SYG:SYD:(A;;GA;;;SY)","type":"key"}
{"id":5,"parent":"O:SYG:BA","token":{},"flags":["SEF_DEFAULT_OWNER_FROM_PARENT","SEF_DEFAULT_GROUP_FROM_PARENT"]}
{"id":6,"parent":"D:(OA;CIIO;RP;;bf967aba-0de6-11d0-a285-00aa003049e2;WD)","container":true,"object_type":"bf967aba-0de6-11d0-a285-00aa003049e2","token":{"owner":"BA","group":"SY"}}
{"id":7,"parent":"D:(OA;CIIO;RP;;bf967aba-0de6-11d0-a285-00aa003049e2;WD)","object_type":["bf967aba-0de6-11d0-a285-00aa003049e2"],"token":{"owner":"BA","group":"SY"}}
{"id":8,"child":"O:SYG:SYD:AI(A;ID;FA;;;BA)","parent":"D:(A;OI;FA;;;CO)"}
{"id":9,"parent":null,"parent_defaulted":null,"explicit":null,"explicit_defaulted":null,"container":null,"object_type":null,"mapping":null,"type":null,"flags":null,"child":null,"token":{"owner":"DA","group":"DU","default_dacl":null},"domain":"S-1-5-21-1-2-3"}
{"id":10,"explicit":{"control":[],"resource_manager_control":1,"owner":"S-1-5-18","group":"S-1-5-18","dacl":{"null":true}}}
{"id":11,"parent":"O:SYG:BA","token":{},"flags":96}
{"id":12,"parent":"D:AI(A;OI;FA;;;BA)","token":{"owner":"BA","group":"SY"},"flags":0}
{"id":13,"parent":"D:AI(A;OI;FA;;;BA)","token":{"owner":"BA","group":"SY"},"flags":2}
"#;
    let expected = r#"{"id":1,"ok":true,"output":"O:BAG:SYD:AI(A;ID;FA;;;BA)(A;ID;FR;;;BA)"}
{"id":2,"ok":true,"output":"O:BAG:SYD:(A;;0x100000;;;SY)"}
{"id":3,"ok":true,"output":"O:BAG:SYD:(A;;CCDCLC;;;SY)"}
{"id":4,"ok":true,"output":"O:SYG:SYD:(A;;KA;;;SY)"}
{"id":5,"ok":true,"output":"O:SYG:BA"}
{"id":6,"ok":true,"output":"O:BAG:SYD:(OA;CI;RP;;bf967aba-0de6-11d0-a285-00aa003049e2;WD)"}
{"id":7,"ok":true,"output":"O:BAG:SY"}
{"id":8,"ok":true,"output":"O:SYG:SYD:AI(A;ID;FA;;;SY)"}
{"id":9,"ok":true,"output":"O:DAG:DU"}
{"id":10,"ok":true,"output":"O:SYG:SYD:NO_ACCESS_CONTROL"}
{"id":11,"ok":true,"output":"O:SYG:BA"}
{"id":12,"ok":true,"output":"O:BAG:SYD:AI(A;ID;FA;;;BA)"}
{"id":13,"ok":true,"output":"O:BAG:SYD:(A;;FA;;;BA)"}
"#;
    assert_eq!(batch("inherit", records).ok(), expected);
}

#[test]
fn bad_records_do_not_stop_the_run_and_give_code_3_at_the_end() {
    let records = r#"{"id":"a","token":{"owner":"BA","group":"SY"},"flags":["SEF_DEFAULT_OWNER_FROM_PARENT"]}
{"id":"b","token":{"owner":"BA","group":"SY"},"flags":["SEF_DEFAULT_GROUP_FROM_PARENT"]}
{"id":"c"}
{"id":"d","explicit":"O:SY"}
{"id":"e","parent":"D:(A;;ZZ;;;WD)","token":{"owner":"BA","group":"SY"}}
{"id":"f","token":{"owner":"XX","group":"SY"}}
{"id":"g","token":{"owner":"BA","group":"SY","default_dacl":"D:(A"}}
{"id":"h","token":{"owner":"BA","group":"SY","default_dacl":"O:SY"}}
{"id":"i","token":{"owner":"BA","group":"SY"},"flags":["AUTO"]}
{"id":"j","token":{"owner":"BA","group":"SY"},"object_type":"user"}
{"id":"k","token":{"owner":"BA","group":"SY"},"container":1}
{"id":"l","token":{"user":"BA"}}
{"id":"m","child":"O:SY"}
{"id":"n","child":"O:SY","parent":"D:","explicit":"D:"}
{"id":"o","child":"D:","parent":"D:(A;OI;FA;;;CO)"}
{"id":"p","token":{"owner":"BA","group":"SY"}}
{"id":"q","token":{"owner":"BA","group":"SY"},"flags":-1}
{"id":"r","token":{"owner":"BA","group":"SY"},"flags":4294967296}
{"id":"s","token":{"owner":"BA","group":"SY"},"flags":"DACL_AUTO_INHERIT"}
"#;
    let expected = r#"{"id":"a","ok":false,"error":{"code":"invalid-owner","message":"no owner for the new object","expected":"a parent with an owner, or an explicit owner: the token's does not count here","win32":1307,"ntstatus":"STATUS_INVALID_OWNER"}}
{"id":"b","ok":false,"error":{"code":"invalid-primary-group","message":"no primary group for the new object","expected":"a parent with a group, or an explicit group: the token's does not count here","win32":1308,"ntstatus":"STATUS_INVALID_PRIMARY_GROUP"}}
{"id":"c","ok":false,"error":{"code":"bad-record","message":"field `token` has no `owner`, nor has the explicit descriptor one","win32":87}}
{"id":"d","ok":false,"error":{"code":"bad-record","message":"field `token` has no `group`, nor has the explicit descriptor one","win32":87}}
{"id":"e","ok":false,"error":{"code":"unknown-right","message":"field `parent`: unknown right `ZZ`","offset":6,"end":8,"expected":"two letters such as `FA` or `RC`, or a number","win32":1336}}
{"id":"f","ok":false,"error":{"code":"unknown-alias","message":"`owner` of field `token`: unknown SID alias `XX`","expected":"two letters such as `SY`, or `S-1-...`","win32":1337}}
{"id":"g","ok":false,"error":{"code":"missing-semicolon","message":"`default_dacl` of field `token`: missing `;` after a field of the ACE","offset":4,"end":4,"expected":"`;`","win32":1336}}
{"id":"h","ok":false,"error":{"code":"bad-default-dacl","message":"`default_dacl` of field `token`: descriptor without a list of ACEs as DACL","win32":87}}
{"id":"i","ok":false,"error":{"code":"bad-record","message":"field `flags` has the unknown value `AUTO`","win32":87}}
{"id":"j","ok":false,"error":{"code":"bad-record","message":"field `object_type` is not a GUID or a list of GUIDs","win32":87}}
{"id":"k","ok":false,"error":{"code":"bad-record","message":"field `container` is not true or false","win32":87}}
{"id":"l","ok":false,"error":{"code":"bad-record","message":"field `token`: unknown field `user`, expected one of `owner`, `group`, `default_dacl`","win32":87}}
{"id":"m","ok":false,"error":{"code":"bad-record","message":"field `parent` is missing","win32":87}}
{"id":"n","ok":false,"error":{"code":"bad-record","message":"field `explicit` does not go with `child`","win32":87}}
{"id":"o","ok":false,"error":{"code":"missing-owner","message":"descriptor has no owner","expected":"an owner, `O:`","win32":1338}}
{"id":"p","ok":true,"output":"O:BAG:SY"}
{"id":"q","ok":false,"error":{"code":"bad-record","message":"field `flags` is not a number of 32 bits or a list of names","win32":87}}
{"id":"r","ok":false,"error":{"code":"bad-record","message":"field `flags` is not a number of 32 bits or a list of names","win32":87}}
{"id":"s","ok":false,"error":{"code":"bad-record","message":"field `flags` is not a number of 32 bits or a list of names","win32":87}}
"#;
    let outcome = batch("inherit", records);
    assert_eq!(outcome.stdout, expected);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(3), ""));
}
