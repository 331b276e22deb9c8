#!/usr/bin/env bash
# A Ceph Object Gateway, an S3 that checks signatures, RequesterPays, bucket policies, If-Match and versions as Amazon's does.
#
#   radosgw.sh FOLDER GATEWAY_PORT MONITOR_PORT MONITOR_PORT_V1
#
# Everything lives in FOLDER and in memory, on the loopback interface. Prints "ready" when it serves, and stops when its standard input
# ends, so that it never outlives the tests that started it. Accounts: owner (OWNERKEY / OWNERSECRET), stranger (STRANGERKEY / STRANGERSECRET).
#
# Debian: ceph-mon ceph-osd radosgw ceph-common
set -euo pipefail

mkdir -p "$1"
cd "$1"
folder=$PWD gateway=$2 monitor=$3 monitor_v1=$4
export CEPH_CONF=$folder/ceph.conf

daemons=()
stop() {
    trap - EXIT
    ((${#daemons[@]} == 0)) || kill -KILL "${daemons[@]}" 2>/dev/null || true
}
trap stop EXIT
trap 'exit 1' INT TERM HUP

# The end of standard input ends this script whatever it is doing; a background process has to be given that input by another number.
exec 3<&0 </dev/null
{
    cat <&3 >/dev/null
    kill -TERM $$
} 2>/dev/null &
watcher=$!
exec 3<&-

# No authentication inside the cluster (it has one machine), one copy of everything, few placement groups.
cat >"$CEPH_CONF" <<END
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon_host = [v2:127.0.0.1:$monitor,v1:127.0.0.1:$monitor_v1]
public_network = 127.0.0.0/8
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
keyring = $folder/keyring
mon_data = $folder/monitor
osd_data = $folder/store
rgw_data = $folder/gateway
run_dir = $folder
log_file = $folder/\$name.log
pid_file = $folder/\$name.pid
admin_socket = $folder/\$name.\$pid.asok
osd_objectstore = memstore
memstore_device_bytes = 1073741824
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
rgw_frontends = beast endpoint=127.0.0.1:$gateway tcp_nodelay=1
END

# run NAME COMMAND…: a daemon in the background, its words in NAME.out.
run() {
    local name=$1
    shift
    "$@" >"$name.out" 2>&1 </dev/null &
    daemons+=($!)
}

# wait_for SECONDS WHAT COMMAND…
wait_for() {
    local left=$1 what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        ((left-- > 0)) || { echo "$what did not start; see $folder" >&2; exit 1; }
        sleep 1
    done
}

mkdir -p monitor store gateway
ceph-authtool --create-keyring keyring --gen-key -n mon. --cap mon 'allow *' >/dev/null
ceph-authtool keyring --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' >/dev/null
monmaptool --create --clobber --fsid "$(sed -n 's/^fsid = //p' "$CEPH_CONF")" --addv a "[v2:127.0.0.1:$monitor,v1:127.0.0.1:$monitor_v1]" monmap >/dev/null
ceph-mon --mkfs -i a --monmap monmap --keyring keyring
run monitor ceph-mon -f -i a
wait_for 60 "The monitor" timeout 20 ceph -s

store=$(cat /proc/sys/kernel/random/uuid)
ceph osd new "$store" >/dev/null
ceph-osd -i 0 --mkfs --osd-uuid "$store" 2>/dev/null
ceph osd crush add osd.0 1.0 root=default host=here 2>/dev/null
run store ceph-osd -f -i 0

# The gateway would insist on encrypted talk with the monitor, for which there are no keys here: crc.
unencrypted=(--ms-mon-client-mode=crc --ms-client-mode=crc)
run gateway radosgw -f -n client.admin "${unencrypted[@]}"
wait_for 180 "The gateway" curl -sf -m 5 "http://127.0.0.1:$gateway/"

for account in owner stranger; do
    radosgw-admin user create --uid=$account --display-name=$account --access-key=${account^^}KEY --secret-key=${account^^}SECRET >/dev/null 2>&1
done

echo ready
wait "$watcher"
