# As it stands in many workflows: brings everything, forgets everything, waits.
set -euo pipefail
folder=$1 bucket=$2 distribution=$3

aws s3 sync "$folder" "s3://$bucket/dist" --delete --only-show-errors
invalidation=$(aws cloudfront create-invalidation --distribution-id "$distribution" --paths '/*' \
  --query Invalidation.Id --output text)
aws cloudfront wait invalidation-completed --distribution-id "$distribution" --id "$invalidation"
